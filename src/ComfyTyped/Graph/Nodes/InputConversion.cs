using System.ComponentModel;

namespace ComfyTyped.CompilerServices;

/// <summary>What generated inputs of several types need to become, and be made from, those of the runtime.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class InputConversion
{
    /// <summary>Gives what an input holds.</summary>
    /// <typeparam name="TInput">The typed input.</typeparam>
    /// <param name="input">The input.</param>
    /// <returns>What it holds.</returns>
    public static InputValue ValueOf<TInput>(TInput input)
        where TInput : struct, IComfyInput<TInput> => input.Value;

    /// <summary>Gives an input that takes anything what another one holds.</summary>
    /// <param name="value">What it shall hold.</param>
    /// <returns>The input.</returns>
    public static AnyInput ToAny(InputValue value) => From<AnyInput>(value);

    private static TInput From<TInput>(InputValue value)
        where TInput : struct, IComfyInput<TInput> => TInput.From(value);
}
