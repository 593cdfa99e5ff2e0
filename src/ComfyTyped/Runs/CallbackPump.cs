namespace ComfyTyped.Runs;

/// <summary>Calls the callbacks of a run beside the socket, in order.</summary>
internal static class CallbackPump
{
    /// <summary>The server may be waited for twice: to take the run back, and to close the socket.</summary>
    private static readonly TimeSpan LongestStop = ComfyClientDefaults.CancelTimeout * 3;

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
            await EndInTimeAsync(launch, abandon).ConfigureAwait(false);
            ComfyRun<TResult> run = await LaunchAsync(launch, events).ConfigureAwait(false);
            await EndInTimeAsync(Task.WhenAny(run.Result, pump), abandon).ConfigureAwait(false);
            if (HasFailed(pump))
                await run.CancelAsync().ConfigureAwait(false);
            else
                await EndInTimeAsync(run.Result, abandon).ConfigureAwait(false);
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

    /// <summary>A cancellation ends whatever is under way, unless code of the application holds it up, such as a log provider that blocks.</summary>
    /// <exception cref="OperationCanceledException">It did not end in time.</exception>
    private static async Task EndInTimeAsync(Task task, CancellationToken abandon)
    {
        await task.WaitAsync(abandon).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!task.IsCompleted)
            await task.WaitAsync(LongestStop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!task.IsCompleted)
            throw new OperationCanceledException("The run was cancelled, but something of the application has not returned.", abandon);
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
        // The first event may be here already, and a callback that hangs must not keep the caller from the task of the run.
        await Task.Yield();
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
