using ComfyTyped.CompilerServices;
using ComfyTyped.Types;

namespace ComfyTyped;

/// <summary>An integer, exact from -2^63 to 2^64-1, or a link to an <c>INT</c> output.</summary>
public readonly struct IntInput : IComfyInput<IntInput>
{
    private readonly InputValue _value;

    private IntInput(InputValue value) => _value = value;

    /// <summary>Gets whether the prompt has the input at all.</summary>
    public bool IsSet => _value.IsSet;

    /// <summary>Gets whether it is linked to an output instead of holding a value.</summary>
    public bool IsLink => _value.IsLink;

    /// <summary>Gets the integer, or null when it is a link, unset, or a seed not drawn yet.</summary>
    public Int128? Value => _value.AsInteger();

    InputValue IComfyInput<IntInput>.Value => _value;

    /// <summary>Assigns an integer.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator IntInput(int value) => new(InputValue.FromInteger((long)value));

    /// <summary>Assigns an integer.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator IntInput(uint value) => new(InputValue.FromInteger((long)value));

    /// <summary>Assigns an integer.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator IntInput(long value) => new(InputValue.FromInteger(value));

    /// <summary>Assigns an integer up to 2^64-1, the largest seed.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator IntInput(ulong value) => new(InputValue.FromInteger(value));

    /// <summary>Assigns a way to choose a seed for each run.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator IntInput(Seed value) => new(value.Value);

    /// <summary>Links the input to an output.</summary>
    /// <param name="output">The output.</param>
    public static implicit operator IntInput(Output<Int> output) => new(InputValue.FromLink(output.Node, output.Slot));

    /// <summary>Links the input to an output of an open type.</summary>
    /// <param name="output">The output.</param>
    public static implicit operator IntInput(WildcardOutput output) => new(InputValue.FromLink(output.Node, output.Slot));

    static IntInput IComfyInput<IntInput>.From(InputValue value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => _value.ToString();
}
