using System.Collections.Concurrent;

namespace ComfyTyped.Tests.Server;

/// <summary>Notes every request that is sent: <c>GET /api/queue</c>.</summary>
internal sealed class Traffic() : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
{
    private readonly ConcurrentQueue<string> _sent = new();
    private readonly SemaphoreSlim _changes = new(0);
    private int _failures;

    public IReadOnlyCollection<string> Sent => _sent;

    /// <summary>Gets how many requests got no answer.</summary>
    public int Failures => Volatile.Read(ref _failures);

    /// <summary>Waits until what was sent meets a condition. For one waiter at a time.</summary>
    public async Task UntilAsync(Func<IReadOnlyCollection<string>, bool> isMet)
    {
        while (!isMet(_sent))
            await _changes.WaitAsync(TestContext.Current.CancellationToken);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _sent.Enqueue($"{request.Method} {request.RequestUri!.AbsolutePath}");
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException)
        {
            Interlocked.Increment(ref _failures);
            throw;
        }
        finally
        {
            _changes.Release();
        }
    }
}
