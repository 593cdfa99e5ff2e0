using System.Text.Json;
using ComfyTyped.CompilerServices;

namespace ComfyTyped;

/// <summary>An input that takes a link only.</summary>
/// <typeparam name="TType">The ComfyUI type, one of <c>ComfyTyped.Types</c> or a generated one.</typeparam>
public readonly struct Input<TType> : IComfyInput<Input<TType>>
{
    private readonly InputValue _value;

    private Input(InputValue value) => _value = value;

    /// <summary>Gets the output that it is linked to, or null.</summary>
    public Output<TType>? Source => _value.LinkedNode is { } node ? new Output<TType>(node, _value.LinkedSlot) : null;

    /// <summary>Gets the literal that the workflow file has in place of a link, as editors of curves and the like leave one; null when it is linked or unset.</summary>
    public JsonElement? Json => _value.AsJson();

    InputValue IComfyInput<Input<TType>>.Value => _value;

    /// <summary>Links the input to an output of the same type.</summary>
    /// <param name="output">The output.</param>
    public static implicit operator Input<TType>(Output<TType> output) => new(InputValue.FromLink(output.Node, output.Slot));

    /// <summary>Links the input to an output of an open type.</summary>
    /// <param name="output">The output.</param>
    public static implicit operator Input<TType>(WildcardOutput output) => new(InputValue.FromLink(output.Node, output.Slot));

    /// <summary>Links the input to the output of a property that is both input and output.</summary>
    /// <param name="both">The property's value.</param>
    public static implicit operator Input<TType>(InOut<TType> both) => both.Output;

    static Input<TType> IComfyInput<Input<TType>>.From(InputValue value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => _value.ToString();
}
