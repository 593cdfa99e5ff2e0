using ComfyTyped.Testing.Protocol;
using ComfyTyped.Testing.Sockets;

namespace ComfyTyped.Testing.Execution;

/// <summary>Executes the queued prompts one after the other.</summary>
internal sealed class PromptWorker(PromptQueue queue, PromptHistory history, SocketHub hub, NodeRegistry registry, RunSettings settings)
{
    private readonly NodeCache _cache = new();
    private volatile PromptRun? _current;
    private volatile bool _forgetCache;

    /// <summary>Works until <paramref name="shutdown"/>.</summary>
    public async Task RunAsync(CancellationToken shutdown)
    {
        try
        {
            while (true)
                await ExecuteAsync(await queue.TakeAsync(shutdown), shutdown);
        }
        catch (OperationCanceledException) when (shutdown.IsCancellationRequested)
        {
            // The server ends; queue and history end with it.
        }
    }

    /// <summary>Interrupts the running prompt, or only the one with that id. Prompts that wait are not affected.</summary>
    public Task InterruptAsync(string? promptId) =>
        _current is { } run && (promptId is null || run.Item.PromptId == promptId) ? run.InterruptAsync() : Task.CompletedTask;

    /// <summary>The node that runs for this client, for a socket that has just (re)connected.</summary>
    public string? NodeRunningFor(string clientId) => _current is { } run && run.Item.ClientId == clientId ? run.LastNode : null;

    /// <summary>Drops the cached results before the next prompt.</summary>
    public void ForgetCache() => _forgetCache = true;

    private async Task ExecuteAsync(QueueItem item, CancellationToken shutdown)
    {
        if (_forgetCache)
        {
            _forgetCache = false;
            _cache.Clear();
        }

        var run = new PromptRun(item, hub, registry, _cache, settings, shutdown);
        _current = run;
        try
        {
            history.Add(await run.ExecuteAsync());
        }
        finally
        {
            _current = null;
        }

        queue.Finish();
        if (item.ClientId is not null)
            hub.Send(ServerEvents.ExecutingEnded(item.PromptId), item.ClientId);
    }
}
