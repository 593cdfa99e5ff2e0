using System.Net;

namespace ComfyTyped.Connection;

/// <summary>The answer to a request, good or bad. Whoever gets it disposes the body.</summary>
internal sealed record HttpAnswer(HttpStatusCode Status, PooledBuffer Body) : IDisposable
{
    public void Dispose() => Body.Dispose();
}
