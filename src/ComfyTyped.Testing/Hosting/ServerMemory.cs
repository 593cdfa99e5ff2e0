using ComfyTyped.Testing.Execution;

namespace ComfyTyped.Testing.Hosting;

/// <summary>Queue, history and cache, and the worker on them: what a ComfyUI process loses when it ends.</summary>
internal sealed class ServerMemory : IAsyncDisposable
{
    private readonly CancellationTokenSource _shutdown = new();
    private readonly Task _working;

    public ServerMemory(ServerState state)
    {
        State = state;
        CancellationToken shutdown = _shutdown.Token;
        _working = Task.Run(() => state.Worker.RunAsync(shutdown));
    }

    public ServerState State { get; }

    public async ValueTask DisposeAsync()
    {
        await _shutdown.CancelAsync();
        await _working;
        State.Queue.Dispose();
        _shutdown.Dispose();
    }
}
