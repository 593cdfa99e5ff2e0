using System.Collections.Concurrent;

namespace ComfyTyped.Benchmarks;

/// <summary>The way of a client to its server, which counts what goes over it.</summary>
internal sealed class CountingHandler() : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
{
    private readonly ConcurrentDictionary<string, int> _counts = new();
    private Stream? _socket;
    private int _requests;
    private int _underWay;
    private int _peak;

    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Gets how many were under way at once.</summary>
    public int Peak => Volatile.Read(ref _peak);

    public int Count(string request) => _counts.GetValueOrDefault(request);

    public void Restart() => (_requests, _peak) = (0, 0);

    /// <summary>Breaks the connection of the open socket.</summary>
    public void BreakSocket() => _socket!.Dispose();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string path = request.RequestUri!.AbsolutePath;
        _counts.AddOrUpdate($"{request.Method} {path}", 1, (_, count) => count + 1);
        Interlocked.Increment(ref _requests);
        int underWay = Interlocked.Increment(ref _underWay);
        _peak = Math.Max(_peak, underWay);
        try
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            if (path == "/ws")
                _socket = response.Content.ReadAsStream(cancellationToken);
            return response;
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }
}
