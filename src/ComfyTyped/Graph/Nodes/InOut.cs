using ComfyTyped.CompilerServices;

namespace ComfyTyped;

/// <summary>
/// A property of a node that has an input and an output of one name and type, such as LoraLoader's model: assigning links the
/// input, reading gives the output. So <c>lora.Model = checkpoint.Model; sampler.Model = lora.Model;</c> is a chain.
/// </summary>
/// <typeparam name="TType">The ComfyUI type.</typeparam>
public readonly struct InOut<TType> : IComfyInput<InOut<TType>>
{
    private readonly Output<TType>? _output;
    private readonly InputValue _input;

    internal InOut(Output<TType>? output, InputValue input)
    {
        _output = output;
        _input = input;
    }

    /// <summary>Gets the output of the node.</summary>
    /// <exception cref="InvalidOperationException">The value was not read from a node.</exception>
    public Output<TType> Output => _output ?? Source ?? throw new InvalidOperationException("This value belongs to no node: read it from a node's property.");

    /// <summary>Gets the output that the input is linked to, or null.</summary>
    public Output<TType>? Source => _input.LinkedNode is { } node ? new Output<TType>(node, _input.LinkedSlot) : null;

    /// <summary>What an assignment links to: the output of the node that the value was read from, else the output it was made from.</summary>
    InputValue IComfyInput<InOut<TType>>.Value => _output is { } output ? InputValue.FromLink(output.Node, output.Slot) : _input;

    /// <summary>Links the input to an output of the same type.</summary>
    /// <param name="output">The output.</param>
    public static implicit operator InOut<TType>(Output<TType> output) => new(null, InputValue.FromLink(output.Node, output.Slot));

    /// <summary>Links the input to an output of an open type.</summary>
    /// <param name="output">The output.</param>
    public static implicit operator InOut<TType>(WildcardOutput output) => new(null, InputValue.FromLink(output.Node, output.Slot));

    /// <summary>Links the input to what another input of the same type is linked to.</summary>
    /// <param name="input">The other input.</param>
    public static implicit operator InOut<TType>(Input<TType> input) => new(null, ValueOf(input));

    /// <summary>Gives the output of the node.</summary>
    /// <param name="both">The property's value.</param>
    public static implicit operator Output<TType>(InOut<TType> both) => both.Output;

    /// <summary>Links an input that takes anything to the output of the node.</summary>
    /// <param name="both">The property's value.</param>
    public static implicit operator AnyInput(InOut<TType> both) => both.Output;

    static InOut<TType> IComfyInput<InOut<TType>>.From(InputValue value) => new(null, value);

    private static InputValue ValueOf<TInput>(TInput input)
        where TInput : struct, IComfyInput<TInput> => input.Value;

    /// <inheritdoc/>
    public override string ToString() => _output?.ToString() ?? _input.ToString();
}
