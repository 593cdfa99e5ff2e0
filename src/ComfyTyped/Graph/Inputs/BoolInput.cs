using ComfyTyped.CompilerServices;

namespace ComfyTyped;

/// <summary>True or false, or a link to a <c>BOOLEAN</c> output.</summary>
public readonly struct BoolInput : IComfyInput<BoolInput>
{
    private readonly InputValue _value;

    private BoolInput(InputValue value) => _value = value;

    /// <summary>Gets whether the prompt has the input at all.</summary>
    public bool IsSet => _value.IsSet;

    /// <summary>Gets whether it is linked to an output instead of holding a value.</summary>
    public bool IsLink => _value.IsLink;

    /// <summary>Gets the value, or null when it is a link or unset.</summary>
    public bool? Value => _value.AsBoolean();

    InputValue IComfyInput<BoolInput>.Value => _value;

    /// <summary>Assigns true or false.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator BoolInput(bool value) => new(InputValue.FromBoolean(value));

    /// <summary>Links the input to an output.</summary>
    /// <param name="output">The output.</param>
    public static implicit operator BoolInput(Output<Types.Boolean> output) => new(InputValue.FromLink(output.Node, output.Slot));

    /// <summary>Links the input to an output of an open type.</summary>
    /// <param name="output">The output.</param>
    public static implicit operator BoolInput(WildcardOutput output) => new(InputValue.FromLink(output.Node, output.Slot));

    static BoolInput IComfyInput<BoolInput>.From(InputValue value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => _value.ToString();
}
