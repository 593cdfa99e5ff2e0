using ComfyTyped.CompilerServices;
using ComfyTyped.Types;

namespace ComfyTyped;

/// <summary>A floating-point number, or a link to a <c>FLOAT</c> output. A whole number is one too: <c>Cfg = 7</c>.</summary>
public readonly struct FloatInput : IComfyInput<FloatInput>
{
    private readonly InputValue _value;

    private FloatInput(InputValue value) => _value = value;

    /// <summary>Gets whether the prompt has the input at all.</summary>
    public bool IsSet => _value.IsSet;

    /// <summary>Gets whether it is linked to an output instead of holding a value.</summary>
    public bool IsLink => _value.IsLink;

    /// <summary>Gets the number, or null when it is a link or unset.</summary>
    public double? Value => _value.AsDouble();

    InputValue IComfyInput<FloatInput>.Value => _value;

    /// <summary>Assigns a number. NaN and the infinities throw <see cref="ArgumentOutOfRangeException"/>: JSON has no such numbers.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator FloatInput(double value) => new(InputValue.FromDouble(value));

    /// <summary>Links the input to an output.</summary>
    /// <param name="output">The output.</param>
    public static implicit operator FloatInput(Output<Float> output) => new(InputValue.FromLink(output.Node, output.Slot));

    /// <summary>Links the input to an output of an open type.</summary>
    /// <param name="output">The output.</param>
    public static implicit operator FloatInput(WildcardOutput output) => new(InputValue.FromLink(output.Node, output.Slot));

    static FloatInput IComfyInput<FloatInput>.From(InputValue value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => _value.ToString();
}
