using ComfyTyped.Testing.Definitions;
using ComfyTyped.Testing.Messages;
using ComfyTyped.Testing.Python;

namespace ComfyTyped.Testing.Execution;

/// <summary>Executes the queued prompts one after the other.</summary>
/// <remarks>
/// Nothing in ComfyUI catches what Python raises outside of a node's execution: the worker's thread ends, its prompt is shown as running for good, and those
/// behind it wait, while HTTP and sockets go on. Only a restart helps. Here such an end is a <see cref="PythonException"/>.
/// </remarks>
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
            {
                // A prompt that is shown as running must be one that can be interrupted.
                await queue.TakeAsync(
                    item => _current = new PromptRun(item, hub, registry, _cache, settings, shutdown), shutdown);
                await ExecuteAsync(_current!);
            }
        }
        catch (OperationCanceledException) when (shutdown.IsCancellationRequested)
        {
            // The server ends; queue and history end with it.
        }
        catch (PythonException)
        {
            // The worker is dead.
        }
    }

    /// <summary>Interrupts the running prompt, or only the one with that id. Prompts that wait are not affected.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> InterruptAsync(string? promptId)
    {
        if (_current is not { } run || (promptId is not null && run.Item.PromptId != promptId))
            return false;
        await run.InterruptAsync();
        return true;
    }

    /// <summary>The node that runs for this client, for a socket that has just (re)connected.</summary>
    public string? NodeRunningFor(string clientId) => _current is { } run && run.Item.ClientId == clientId ? run.LastNode : null;

    /// <summary>Drops the cached results before the next prompt.</summary>
    public void ForgetCache() => _forgetCache = true;

    private async Task ExecuteAsync(PromptRun run)
    {
        if (_forgetCache)
        {
            _forgetCache = false;
            _cache.Clear();
        }

        history.Add(await run.ExecuteAsync());
        _current = null;
        queue.Finish();
        if (run.Item.ClientId is { } clientId)
            hub.Send(ServerEvents.ExecutingEnded(run.Item.PromptId), clientId);
    }
}
