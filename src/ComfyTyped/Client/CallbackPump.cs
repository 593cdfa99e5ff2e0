namespace ComfyTyped.Client;

/// <summary>Calls the callbacks of a run beside the socket, in order.</summary>
internal static class CallbackPump
{
    /// <param name="events">The events of the run; null when nobody listens.</param>
    /// <param name="callbacks">Those who listen.</param>
    /// <param name="launch">The run.</param>
    /// <param name="abandon">Ends the wait for a callback that does not return, once the run has ended.</param>
    public static async Task<TResult> RunAsync<TResult>(EventBuffer? events, RunCallbacks callbacks, Task<ComfyRun<TResult>> launch, CancellationToken abandon)
        where TResult : ComfyResult
    {
        using var quit = new CancellationTokenSource();
        // Begun before anything is awaited: it stays on the caller's synchronization context.
        Task pump = events is null ? Task.CompletedTask : PumpAsync(events, callbacks, quit.Token);
        try
        {
            ComfyRun<TResult> run = await LaunchAsync(launch, events).ConfigureAwait(false);
            await Task.WhenAny(run.Result, pump).ConfigureAwait(false);
            if (HasFailed(pump))
                await run.CancelAsync().ConfigureAwait(false);
            else
                await ((Task)run.Result).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // What the run has made is not lost on a callback that hangs.
            if (!run.Result.IsCanceled)
                await pump.WaitAsync(abandon).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (HasFailed(pump) && !run.Result.IsFaulted)
                await pump.ConfigureAwait(false);
            return await run.Result.ConfigureAwait(false);
        }
        finally
        {
            await quit.CancelAsync().ConfigureAwait(false);
            _ = pump.ContinueWith(
                static ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    /// <summary>A callback can throw a cancellation, too.</summary>
    private static bool HasFailed(Task pump) => pump.IsFaulted || pump.IsCanceled;

    private static async Task<ComfyRun<TResult>> LaunchAsync<TResult>(Task<ComfyRun<TResult>> launch, EventBuffer? events)
        where TResult : ComfyResult
    {
        try
        {
            return await launch.ConfigureAwait(false);
        }
        catch
        {
            events?.Complete();
            throw;
        }
    }

    private static async Task PumpAsync(EventBuffer events, RunCallbacks callbacks, CancellationToken quit)
    {
        try
        {
            await foreach (ComfyEvent item in events.ReadAllAsync(quit))
            {
                if (quit.IsCancellationRequested)
                    return;
                callbacks.Invoke(item);
            }
        }
        catch (OperationCanceledException) when (quit.IsCancellationRequested)
        {
            // Nobody waits for the rest.
        }
    }
}
