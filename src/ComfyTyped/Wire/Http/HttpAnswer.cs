using System.Net;
using ComfyTyped.Primitives;

namespace ComfyTyped.Wire;

/// <summary>The answer to a request, good or bad. Whoever gets it disposes the body.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Body">Its body; of a failure, the beginning of it.</param>
internal sealed record HttpAnswer(HttpStatusCode Status, PooledBuffer Body) : IDisposable
{
    /// <summary>Gets whether there is more of the body.</summary>
    public bool IsCut { get; init; }

    /// <summary>Gets how long to wait before the next attempt, or null when it was not told.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Gets where else the server sends the request, in words; null when it does not.</summary>
    public string? Redirect { get; init; }

    public void Dispose() => Body.Dispose();
}
