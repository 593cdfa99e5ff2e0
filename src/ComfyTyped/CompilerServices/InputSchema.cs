using System.ComponentModel;
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
    public InputSchema(string name, string property)
    {
        Name = name;
        Property = property;
        EncodedName = JsonEncodedText.Encode(name);
    }

    /// <summary>Gets the wire name.</summary>
    public string Name { get; }

    /// <summary>Gets the C# property that holds it.</summary>
    public string Property { get; }

    /// <summary>Gets whether it is a seed, so that <see cref="ComfyResult.SeedOf"/> tells what was used.</summary>
    public bool IsSeed { get; init; }

    /// <summary>Gets the smallest seed that is drawn. The default is 0.</summary>
    public ulong SeedMin { get; init; }

    /// <summary>Gets the largest seed that is drawn. The default is 2^32-1.</summary>
    public ulong SeedMax { get; init; } = DefaultSeedMax;

    internal JsonEncodedText EncodedName { get; }

    internal ulong DrawSeed()
    {
        ulong span = SeedMax - SeedMin;
        ulong bits = 0;
        Random.Shared.NextBytes(MemoryMarshal.AsBytes(new Span<ulong>(ref bits)));
        return span == ulong.MaxValue ? bits : SeedMin + (bits % (span + 1));
    }
}
