using System.Runtime.CompilerServices;
using ComfyTyped.CompilerServices;
using ComfyTyped.Types;

namespace ComfyTyped;

/// <summary>
/// Several of a list of options (ComfyUI's <c>COMBO</c> with <c>multiselect</c>), or a link to a combo output. Assign a collection:
/// <c>node.Tags = [Tag.Day, Tag.Rain]</c>, or texts, <c>node.Tags = new[] { "day", "fog" }</c>: any is accepted, for lists differ between servers.
/// </summary>
/// <typeparam name="TChoice">The known options.</typeparam>
[CollectionBuilder(typeof(ChoicesInput), nameof(ChoicesInput.Create))]
public readonly struct ChoicesInput<TChoice> : IComfyInput<ChoicesInput<TChoice>>
    where TChoice : struct, IComfyChoice<TChoice>
{
    private readonly InputValue _value;

    private ChoicesInput(InputValue value) => _value = value;

    /// <summary>Gets whether the prompt has the input at all.</summary>
    public bool IsSet => _value.IsSet;

    /// <summary>Gets whether it is linked to an output instead of holding a value.</summary>
    public bool IsLink => _value.IsLink;

    /// <summary>Gets the options, or null when it is a link, unset, or holds something else.</summary>
    public IReadOnlyList<TChoice>? Values => _value.AsStrings() is { } values ? [.. values.Select(TChoice.From)] : null;

    InputValue IComfyInput<ChoicesInput<TChoice>>.Value => _value;

    /// <summary>Assigns options.</summary>
    /// <param name="values">The options.</param>
    public static implicit operator ChoicesInput<TChoice>(TChoice[] values) => ChoicesInput.Create<TChoice>(values);

    /// <summary>Assigns options by their texts, known or not. A null among them throws <see cref="ArgumentException"/>.</summary>
    /// <param name="values">The texts.</param>
    public static implicit operator ChoicesInput<TChoice>(string[] values) => Of(values);

    /// <summary>Links the input to a combo output.</summary>
    /// <param name="output">The output.</param>
    public static implicit operator ChoicesInput<TChoice>(Output<Combo> output) => new(InputValue.FromLink(output.Node, output.Slot));

    /// <summary>Links the input to an output of an open type.</summary>
    /// <param name="output">The output.</param>
    public static implicit operator ChoicesInput<TChoice>(WildcardOutput output) => new(InputValue.FromLink(output.Node, output.Slot));

    static ChoicesInput<TChoice> IComfyInput<ChoicesInput<TChoice>>.From(InputValue value) => new(value);

    /// <summary>Enumerates the options; none when it is a link or unset.</summary>
    /// <returns>The enumerator.</returns>
    public IEnumerator<TChoice> GetEnumerator() => (Values ?? []).GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => _value.ToString();

    internal static ChoicesInput<TChoice> Of(string[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (Array.IndexOf(values, null) >= 0)
            throw new ArgumentException("An option cannot be null.", nameof(values));
        return new(InputValue.FromStrings(values));
    }
}
