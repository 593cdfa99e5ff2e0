using System.Net;

namespace ComfyTyped.Connection;

/// <summary>The answer to a request, good or bad. Whoever gets it disposes the body.</summary>
internal sealed record HttpAnswer(HttpStatusCode Status, PooledBuffer Body) : IDisposable
{
    /// <summary>Gets how long to wait before the next attempt, or null when it was not told.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public void Dispose() => Body.Dispose();
}
