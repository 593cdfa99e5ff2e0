namespace ComfyTyped.Runs;

/// <summary>All runs of a client from the moment they are asked for: who disposes the client stops them, and waits until they have ended.</summary>
internal sealed class ActiveRuns
{
    private readonly HashSet<CancellationTokenSource> _stops = [];
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isStopped;

    /// <summary>Begins a run.</summary>
    /// <param name="callerToken">The token of who asked for it.</param>
    /// <returns>What stops it. It goes back by <see cref="End"/>.</returns>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public CancellationTokenSource Begin(CancellationToken callerToken)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(callerToken);
        lock (_stops)
        {
            if (!_isStopped)
            {
                _stops.Add(stop);
                return stop;
            }
        }
        stop.Dispose();
        throw ClientDisposed.Exception();
    }

    public void End(CancellationTokenSource stop)
    {
        lock (_stops)
        {
            _stops.Remove(stop);
            if (_isStopped && _stops.Count == 0)
                _idle.TrySetResult();
        }
        stop.Dispose();
    }

    /// <summary>Stops a run, unless it has ended.</summary>
    public static async Task StopAsync(CancellationTokenSource stop)
    {
        try
        {
            // What the application has registered with its token may never return.
            await stop.CancelAsync().WaitAsync(ComfyClientDefaults.CancelTimeout).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (ObjectDisposedException)
        {
            // It ended meanwhile.
        }
    }

    /// <summary>Stops all runs for good, and waits until they have ended, as long as they may take for it.</summary>
    public async Task StopAllAsync()
    {
        CancellationTokenSource[] active;
        lock (_stops)
        {
            _isStopped = true;
            active = [.. _stops];
            if (active.Length == 0)
                return;
        }
        await Task.WhenAll(active.Select(StopAsync)).ConfigureAwait(false);
        await _idle.Task.WaitAsync(ComfyClientDefaults.CancelTimeout * 3).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
