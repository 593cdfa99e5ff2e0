using ComfyTyped.Primitives;
using ComfyTyped.Wire;

namespace ComfyTyped.Runs;

/// <summary>Lists what waits and runs on the server, by one request for all who ask at about the same time.</summary>
internal sealed class SharedLook(ServerApi api, TimeProvider time)
{
    private readonly object _gate = new();
    private Task _current = Task.CompletedTask;
    private Task<LiveRuns>? _next;

    /// <summary>Looks once the look is over that is under way: what that one finds may be older than the question.</summary>
    /// <param name="end">Ends the look for all, so that they ask with the same token.</param>
    /// <exception cref="ComfyException">The server does not answer, or with a failure.</exception>
    /// <exception cref="OperationCanceledException">It was ended, or took longer than <see cref="ComfyClientDefaults.LookTimeout"/>.</exception>
    public Task<LiveRuns> LookAsync(CancellationToken end)
    {
        lock (_gate)
            return _next ??= LookAfterAsync(_current, end);
    }

    private async Task<LiveRuns> LookAfterAsync(Task current, CancellationToken end)
    {
        await current.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        lock (_gate)
            (_current, _next) = (_next!, null);
        using var limit = new LinkedTimeout(ComfyClientDefaults.LookTimeout, time, end);
        return await api.GetLiveRunsAsync(limit.Token).ConfigureAwait(false);
    }
}
