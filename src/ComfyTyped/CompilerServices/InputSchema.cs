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
    public string Name { get; }

    /// <summary>Gets the C# property that holds it.</summary>
    public string Property { get; }

    /// <summary>Gets the ComfyUI type of a link into it.</summary>
    public string Type { get; }

    /// <summary>Gets whether the server rejects a prompt without it.</summary>
    public bool IsRequired { get; init; }

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

    /// <summary>Gets whether a server that was asked does not have the input, though the workflow holds it.</summary>
    internal bool IsUnknown { get; init; }

    /// <summary>Gets whether a server that was asked lists no options for the choice at all.</summary>
    internal bool HasNoOptions { get; init; }

    /// <summary>Gets whether a server may accept what its own declaration speaks against.</summary>
    internal bool IsLenient { get; init; }

    internal JsonEncodedText EncodedName { get; }

    internal ulong DrawSeed()
    {
        ulong min = SeedBound(Min, 0);
        ulong max = Math.Max(min, SeedBound(Max, DefaultSeedMax));
        ulong span = max - min;
        ulong bits = 0;
        Random.Shared.NextBytes(MemoryMarshal.AsBytes(new Span<ulong>(ref bits)));
        return span == ulong.MaxValue ? bits : min + (bits % (span + 1));
    }

    // A bound beyond the seeds that can be written, such as -2^63, leaves all of those.
    private static ulong SeedBound(string? bound, ulong missing) =>
        Int128.TryParse(bound, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out Int128 value)
            ? (ulong)Int128.Clamp(value, ulong.MinValue, ulong.MaxValue)
            : missing;
}
