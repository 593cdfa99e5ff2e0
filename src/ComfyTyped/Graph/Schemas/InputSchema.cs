using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace ComfyTyped.CompilerServices;

/// <summary>An input of a generated node class.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class InputSchema
{
    /// <summary>The range a random seed is drawn from when the class tells none: every sampler known takes 32 bits.</summary>
    private const ulong DefaultSeedMax = uint.MaxValue;

    private bool _isRequired;
    private GrowthSchema? _growth;

    /// <summary>Describes an input.</summary>
    /// <param name="name">Its wire name.</param>
    /// <param name="property">The C# property that holds it.</param>
    /// <param name="type">The ComfyUI type of a link into it, such as <c>INT</c>, <c>IMAGE,MASK</c> or <c>*</c>.</param>
    public InputSchema(string name, string property, string type = LinkTypes.Any)
    {
        Name = name;
        Property = property;
        Type = type;
        EncodedName = JsonEncodedText.Encode(name);
    }

    /// <summary>Gets the wire name.</summary>
    public string Name { get; private set; }

    /// <summary>Gets the C# property that holds it.</summary>
    public string Property { get; private set; }

    /// <summary>Gets the ComfyUI type of a link into it.</summary>
    public string Type { get; }

    /// <summary>Gets whether the server rejects a prompt without it.</summary>
    public bool IsRequired { get => _isRequired; init => _isRequired = value; }

    /// <summary>Gets the smallest number it takes as a JSON token, or null.</summary>
    public string? Min { get; init; }

    /// <summary>Gets the largest number it takes as a JSON token, or null.</summary>
    public string? Max { get; init; }

    /// <summary>Gets its known options; empty when it is no choice, or one of files.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>Gets its known options as JSON tokens when some are no texts, such as <c>4</c> or <c>true</c>; else empty.</summary>
    public IReadOnlyList<string> OptionTokens { get; init; } = [];

    /// <summary>Gets whether it is a seed, so that <see cref="ComfyResult.SeedOf"/> tells what was used.</summary>
    public bool IsSeed { get; init; }

    /// <summary>Gets whether several of the options are chosen, as a list.</summary>
    public bool IsMultiple { get; init; }

    /// <summary>Gets whether the editor lets it be linked only, though its type is one of literals.</summary>
    public bool IsLinkOnly { get; init; }

    /// <summary>Gets the cases of a dynamic combo, of which the input holds the key; empty for any other input.</summary>
    public IReadOnlyList<CaseSchema> Cases { get; init; } = [];

    /// <summary>Gets the members of a growing group, each of which is like this input; null for any other input.</summary>
    public GrowthSchema? Growth { get => _growth; init => _growth = value; }

    /// <summary>Gets whether it is a member of a growing group, which older servers never require.</summary>
    internal bool IsMember { get; private set; }

    /// <summary>Gets whether a server that was asked does not have the input, though the workflow holds it.</summary>
    internal bool IsUnknown { get; init; }

    /// <summary>Gets whether a server that was asked lists no options for the choice at all.</summary>
    internal bool HasNoOptions { get; init; }

    /// <summary>Gets whether a server may accept what its own declaration speaks against.</summary>
    internal bool IsLenient { get; init; }

    /// <summary>Gets whether a server that was asked does not look at what it holds, so that the node fails when it runs.</summary>
    internal bool IsUnchecked { get; init; }

    /// <summary>Gets whether a server that was asked does not look through the options, so that the node fails when it runs.</summary>
    internal bool HasUncheckedOptions { get; init; }

    internal JsonEncodedText EncodedName { get; private set; }

    /// <summary>An input of a case with its full name.</summary>
    internal InputSchema Within(InputSchema combo) => Named($"{combo.Name}.{Name}", $"{combo.Property}.{Property}");

    /// <summary>A member of a growing group.</summary>
    internal InputSchema MemberAt(int index)
    {
        InputSchema member = Named($"{Name}.{Growth!.Names[index]}", Property + Growth.IndexerOf(index));
        member._isRequired = index < Growth.Min;
        member._growth = null;
        member.IsMember = true;
        return member;
    }

    private InputSchema Named(string name, string property)
    {
        var copy = (InputSchema)MemberwiseClone();
        copy.Name = name;
        copy.Property = property;
        copy.EncodedName = JsonEncodedText.Encode(name);
        return copy;
    }

    internal ulong DrawSeed()
    {
        ulong min = SeedBound(Min, 0);
        ulong max = Math.Max(min, SeedBound(Max, DefaultSeedMax));
        ulong span = max - min;
        ulong bits = 0;
        Random.Shared.NextBytes(MemoryMarshal.AsBytes(new Span<ulong>(ref bits)));
        return span == ulong.MaxValue ? bits : min + (bits % (span + 1));
    }

    /// <summary>The seed after another one: the smallest after the largest.</summary>
    internal ulong NextSeed(ulong seed)
    {
        ulong min = SeedBound(Min, 0);
        return seed < min || seed >= Math.Max(min, SeedBound(Max, ulong.MaxValue)) ? min : seed + 1;
    }

    // A bound beyond the seeds that can be written, such as -2^63, leaves all of those.
    private static ulong SeedBound(string? bound, ulong missing) =>
        Int128.TryParse(bound, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out Int128 value)
            ? (ulong)Int128.Clamp(value, ulong.MinValue, ulong.MaxValue)
            : missing;
}
