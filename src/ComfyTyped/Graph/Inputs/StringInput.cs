using ComfyTyped.CompilerServices;

namespace ComfyTyped;

/// <summary>A text, or a link to a <c>STRING</c> output.</summary>
public readonly struct StringInput : IComfyInput<StringInput>
{
    private readonly InputValue _value;

    private StringInput(InputValue value) => _value = value;

    /// <summary>Gets whether the prompt has the input at all.</summary>
    public bool IsSet => _value.IsSet;

    /// <summary>Gets whether it is linked to an output instead of holding a value.</summary>
    public bool IsLink => _value.IsLink;

    /// <summary>Gets the text, or null when it is a link or unset.</summary>
    public string? Value => _value.AsString();

    InputValue IComfyInput<StringInput>.Value => _value;

    /// <summary>Assigns a text. Null throws <see cref="ArgumentNullException"/>: the server would turn it into the text "None".</summary>
    /// <param name="value">The value.</param>
    public static implicit operator StringInput(string value) => new(InputValue.FromString(value));

    /// <summary>Links the input to an output.</summary>
    /// <param name="output">The output.</param>
    public static implicit operator StringInput(Output<Types.String> output) => new(InputValue.FromLink(output.Node, output.Slot));

    /// <summary>Links the input to an output of an open type.</summary>
    /// <param name="output">The output.</param>
    public static implicit operator StringInput(WildcardOutput output) => new(InputValue.FromLink(output.Node, output.Slot));

    /// <summary>Appends to the text that the input holds: <c>node.Text += ", film grain"</c>.</summary>
    /// <param name="input">The input; one that is unset counts as empty.</param>
    /// <param name="text">What to append.</param>
    /// <returns>The longer text.</returns>
    /// <exception cref="InvalidOperationException">The input is a link, or holds something else than a text: there is nothing to append to.</exception>
    public static StringInput operator +(StringInput input, string text) => new(input._value.Append(text));

    static StringInput IComfyInput<StringInput>.From(InputValue value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => _value.ToString();
}
