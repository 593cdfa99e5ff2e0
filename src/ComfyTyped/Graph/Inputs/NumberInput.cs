using ComfyTyped.CompilerServices;
using ComfyTyped.Types;

namespace ComfyTyped;

/// <summary>A number of a node class that no catalog describes: an integer, exact from -2^63 to 2^64-1, or a floating-point number; or a link to a number output.</summary>
public readonly struct NumberInput : IComfyInput<NumberInput>
{
    private readonly InputValue _value;

    private NumberInput(InputValue value) => _value = value;

    /// <summary>Gets whether the prompt has the input at all.</summary>
    public bool IsSet => _value.IsSet;

    /// <summary>Gets whether it is linked to an output instead of holding a value.</summary>
    public bool IsLink => _value.IsLink;

    /// <summary>Gets the number, or null when it is a link, unset, or a seed not drawn yet. Integers beyond 2^53 are rounded here, never in the prompt.</summary>
    public double? Value => _value.AsDouble();

    InputValue IComfyInput<NumberInput>.Value => _value;

    /// <summary>Assigns an integer.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator NumberInput(int value) => new(InputValue.FromInteger((long)value));

    /// <summary>Assigns an integer.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator NumberInput(uint value) => new(InputValue.FromInteger((long)value));

    /// <summary>Assigns an integer.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator NumberInput(long value) => new(InputValue.FromInteger(value));

    /// <summary>Assigns an integer up to 2^64-1, the largest seed.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator NumberInput(ulong value) => new(InputValue.FromInteger(value));

    /// <summary>Assigns a number. NaN and the infinities throw <see cref="ArgumentOutOfRangeException"/>: JSON has no such numbers.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator NumberInput(double value) => new(InputValue.FromDouble(value));

    /// <summary>Assigns a way to choose a seed for each run.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator NumberInput(Seed value) => new(value.Value);

    /// <summary>Links the input to an output.</summary>
    /// <param name="output">The output.</param>
    public static implicit operator NumberInput(Output<Int> output) => new(InputValue.FromLink(output.Node, output.Slot));

    /// <summary>Links the input to an output.</summary>
    /// <param name="output">The output.</param>
    public static implicit operator NumberInput(Output<Float> output) => new(InputValue.FromLink(output.Node, output.Slot));

    /// <summary>Links the input to an output of an open type.</summary>
    /// <param name="output">The output.</param>
    public static implicit operator NumberInput(WildcardOutput output) => new(InputValue.FromLink(output.Node, output.Slot));

    static NumberInput IComfyInput<NumberInput>.From(InputValue value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => _value.ToString();
}
