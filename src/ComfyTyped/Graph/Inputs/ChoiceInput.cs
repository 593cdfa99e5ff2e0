using ComfyTyped.CompilerServices;
using ComfyTyped.Types;

namespace ComfyTyped;

/// <summary>One of a list of options (ComfyUI's <c>COMBO</c>), or a link to a combo output. Any string is accepted: lists differ between servers.</summary>
/// <typeparam name="TChoice">The known options.</typeparam>
public readonly struct ChoiceInput<TChoice> : IComfyInput<ChoiceInput<TChoice>>
    where TChoice : struct, IComfyChoice<TChoice>
{
    private readonly InputValue _value;

    private ChoiceInput(InputValue value) => _value = value;

    /// <summary>Gets whether the prompt has the input at all.</summary>
    public bool IsSet => _value.IsSet;

    /// <summary>Gets whether it is linked to an output instead of holding a value.</summary>
    public bool IsLink => _value.IsLink;

    /// <summary>Gets the option, or null when it is a link or unset.</summary>
    public TChoice? Value => _value.AsString() is { } value ? TChoice.From(value) : null;

    InputValue IComfyInput<ChoiceInput<TChoice>>.Value => _value;

    /// <summary>Assigns an option.</summary>
    /// <param name="value">The option.</param>
    public static implicit operator ChoiceInput<TChoice>(TChoice value) => new(InputValue.FromString(value.Value));

    /// <summary>Assigns an option by its text, known or not. Null throws <see cref="ArgumentNullException"/>.</summary>
    /// <param name="value">The text.</param>
    public static implicit operator ChoiceInput<TChoice>(string value) => new(InputValue.FromString(value));

    /// <summary>Links the input to a combo output.</summary>
    /// <param name="output">The output.</param>
    public static implicit operator ChoiceInput<TChoice>(Output<Combo> output) => new(InputValue.FromLink(output.Node, output.Slot));

    /// <summary>Links the input to an output of an open type.</summary>
    /// <param name="output">The output.</param>
    public static implicit operator ChoiceInput<TChoice>(WildcardOutput output) => new(InputValue.FromLink(output.Node, output.Slot));

    static ChoiceInput<TChoice> IComfyInput<ChoiceInput<TChoice>>.From(InputValue value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => _value.ToString();
}
