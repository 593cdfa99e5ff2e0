namespace ComfyTyped.Options;

/// <summary>What the events of one run may keep while nobody reads them.</summary>
/// <param name="Count">How many events.</param>
/// <param name="Bytes">How many bytes.</param>
internal readonly record struct EventLimits(int Count, long Bytes)
{
    /// <exception cref="ArgumentOutOfRangeException">One of them is less than 1; named like its option.</exception>
    public void ThrowIfInvalid()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Count, 1, nameof(ComfyClientOptions.EventBufferSize));
        ArgumentOutOfRangeException.ThrowIfLessThan(Bytes, 1, nameof(ComfyClientOptions.EventBufferBytes));
    }
}
