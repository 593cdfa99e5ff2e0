using System.Text.Json;
using ComfyTyped.CompilerServices;

namespace ComfyTyped;

/// <summary>An input that takes anything: a literal of any kind, or a link to any output.</summary>
public readonly struct AnyInput : IComfyInput<AnyInput>
{
    private readonly InputValue _value;

    private AnyInput(InputValue value) => _value = value;

    /// <summary>Gets whether the prompt has the input at all.</summary>
    public bool IsSet => _value.IsSet;

    /// <summary>Gets whether it is linked to an output instead of holding a value.</summary>
    public bool IsLink => _value.IsLink;

    /// <summary>Gets the text it holds, or null when it holds something else: <see cref="Json"/> has that.</summary>
    public string? Value => _value.AsString();

    /// <summary>Gets the value it holds as JSON, such as a number or an object; null when it is a link, unset, or a seed that each run draws.</summary>
    /// <value>A list is a plain array, without the <c>{"__value__": [...]}</c> that the prompt has around it: what is read can be assigned.</value>
    public JsonElement? Json => _value.AsJson();

    InputValue IComfyInput<AnyInput>.Value => _value;

    /// <summary>Assigns a text. Null throws <see cref="ArgumentNullException"/>: the server would turn it into the text "None".</summary>
    /// <param name="value">The value.</param>
    public static implicit operator AnyInput(string value) => new(InputValue.FromString(value));

    /// <summary>Assigns an integer.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator AnyInput(int value) => new(InputValue.FromInteger((long)value));

    /// <summary>Assigns an integer.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator AnyInput(uint value) => new(InputValue.FromInteger((long)value));

    /// <summary>Assigns an integer.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator AnyInput(long value) => new(InputValue.FromInteger(value));

    /// <summary>Assigns an integer up to 2^64-1, the largest seed.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator AnyInput(ulong value) => new(InputValue.FromInteger(value));

    /// <summary>Assigns a number. NaN and the infinities throw <see cref="ArgumentOutOfRangeException"/>: JSON has no such numbers.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator AnyInput(double value) => new(InputValue.FromDouble(value));

    /// <summary>Assigns true or false.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator AnyInput(bool value) => new(InputValue.FromBoolean(value));

    /// <summary>Assigns a way to choose a seed for each run.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator AnyInput(Seed value) => new(value.Value);

    /// <summary>Links the input to an output of an open type.</summary>
    /// <param name="output">The output.</param>
    public static implicit operator AnyInput(WildcardOutput output) => new(InputValue.FromLink(output.Node, output.Slot));

    /// <summary>
    /// Assigns any JSON. An array is wrapped as <c>{"__value__": [...]}</c>, because the server takes a bare one for a link (ComfyUI 0.3.27 and later). One of a text
    /// and a number it takes for a link nevertheless.
    /// </summary>
    /// <param name="value">The JSON.</param>
    public static implicit operator AnyInput(JsonElement value) => new(InputValue.FromJson(value));

    internal static AnyInput Link(ComfyNode node, int slot) => new(InputValue.FromLink(node, slot));

    /// <summary>Appends to the text that the input holds: <c>node.Text += ", film grain"</c>.</summary>
    /// <param name="input">The input; one that is unset counts as empty.</param>
    /// <param name="text">What to append.</param>
    /// <returns>The longer text.</returns>
    /// <exception cref="InvalidOperationException">The input is a link, or holds something else than a text: there is nothing to append to.</exception>
    public static AnyInput operator +(AnyInput input, string text) => new(input._value.Append(text));

    static AnyInput IComfyInput<AnyInput>.From(InputValue value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => _value.ToString();
}
