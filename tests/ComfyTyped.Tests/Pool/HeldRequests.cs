namespace ComfyTyped.Tests.Pool;

/// <summary>A way to a server on which requests of one kind can be held up. What is held up arrives when it is released, also when nobody waits for its answer any more.</summary>
internal sealed class HeldRequests(HttpMethod method, string path) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
{
    private readonly SemaphoreSlim _held = new(0);
    private readonly SemaphoreSlim _arrived = new(0);
    private volatile TaskCompletionSource? _gate;
    private int _sent;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Gets how many requests of the kind there were.</summary>
    public int Sent => Volatile.Read(ref _sent);

    public static HeldRequests Probes() => new(HttpMethod.Get, "/api/prompt");

    public static HeldRequests Prompts() => new(HttpMethod.Post, "/api/prompt");

    public void Hold() => _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => Interlocked.Exchange(ref _gate, null)?.SetResult();

    /// <summary>Waits until a request is held up.</summary>
    public Task HeldAsync() => _held.WaitAsync(Token);

    /// <summary>Waits until the server has answered a request that was held up.</summary>
    public Task ArrivedAsync() => _arrived.WaitAsync(Token);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method != method || request.RequestUri!.AbsolutePath != path)
            return await base.SendAsync(request, cancellationToken);
        Interlocked.Increment(ref _sent);
        if (_gate is not { } gate)
            return await base.SendAsync(request, cancellationToken);
        if (request.Content is not null)
            await request.Content.LoadIntoBufferAsync(cancellationToken);
        Task<HttpResponseMessage> late = SendLateAsync(request, gate.Task);
        _held.Release();
        return await late.WaitAsync(cancellationToken);
    }

    private async Task<HttpResponseMessage> SendLateAsync(HttpRequestMessage request, Task gate)
    {
        // The caller disposes its request when it gives up.
        var copy = new HttpRequestMessage(request.Method, request.RequestUri);
        if (request.Content is { } content)
        {
            copy.Content = new ByteArrayContent(await content.ReadAsByteArrayAsync(CancellationToken.None));
            copy.Content.Headers.ContentType = content.Headers.ContentType;
        }
        await gate;
        HttpResponseMessage answer = await base.SendAsync(copy, CancellationToken.None);
        _arrived.Release();
        return answer;
    }
}
