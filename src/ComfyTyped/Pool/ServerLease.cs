namespace ComfyTyped.Pool;

/// <summary>A run's place on a server. Disposing it gives the place back, once, however often it is disposed.</summary>
internal sealed class ServerLease(PoolServer server, Router router) : IDisposable
{
    private int _isReturned;

    public PoolServer Server => server;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isReturned, 1) == 0)
            router.Return(server);
    }
}
