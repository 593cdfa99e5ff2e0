namespace ComfyTyped.AspNetCore.Requests;

/// <summary>Bounds the bytes of all request bodies that are held at the same time: from before they are read until their uploads are sent.</summary>
/// <param name="limit">How many there may be.</param>
internal sealed class ByteBudget(long limit)
{
    private long _taken;

    /// <returns>What gives the bytes back, once; null when there are not so many left.</returns>
    public IDisposable? TryTake(long bytes)
    {
        if (Interlocked.Add(ref _taken, bytes) <= limit)
            return new Share(this, bytes);
        Interlocked.Add(ref _taken, -bytes);
        return null;
    }

    private sealed class Share(ByteBudget budget, long bytes) : IDisposable
    {
        private long _bytes = bytes;

        public void Dispose() => Interlocked.Add(ref budget._taken, -Interlocked.Exchange(ref _bytes, 0));
    }
}
