namespace ComfyTyped.Batches;

/// <summary>Some places of a sweep, at random.</summary>
/// <param name="Count">How many.</param>
/// <param name="Seed">What makes them the same again.</param>
internal sealed record SweepSample(int Count, int Seed)
{
    /// <summary>A source for one point. Points that are near each other have nothing in common (SplitMix64).</summary>
    public static Random Random(int seed, long point)
    {
        ulong mixed = unchecked(((ulong)point * 0x9E3779B97F4A7C15) + ((ulong)(uint)seed * 0xD1B54A32D192ED03) + 0x9E3779B97F4A7C15);
        mixed = unchecked((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9);
        mixed = unchecked((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB);
        return new Random((int)((mixed ^ (mixed >> 31)) >> 33));
    }

    public long CountOf(long size, bool isDrawn) => isDrawn ? Count : Math.Min(Count, size);

    /// <summary>The first places of a shuffle of all (Fisher-Yates), of which only those are kept that have moved; then, for drawn values, any.</summary>
    public IEnumerable<long> Places(long size, bool isDrawn)
    {
        Random random = Random(Seed, -1);
        var moved = new Dictionary<long, long>();
        for (long at = 0; at < CountOf(size, isDrawn); at++)
        {
            if (at >= size)
            {
                yield return random.NextInt64(size);
                continue;
            }
            long other = random.NextInt64(at, size);
            yield return moved.GetValueOrDefault(other, other);
            moved[other] = moved.GetValueOrDefault(at, at);
            moved.Remove(at);
        }
    }
}
