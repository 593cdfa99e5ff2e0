namespace ComfyTyped.Client;

/// <summary>Calls the callbacks of a run beside the socket, in order.</summary>
internal static class CallbackPump
{
    public static async Task<TResult> RunAsync<TResult>(EventBuffer? events, RunCallbacks callbacks, Task<ComfyRun<TResult>> launch)
        where TResult : ComfyResult
    {
        // Begun before anything is awaited: it stays on the caller's synchronization context.
        Task pump = events is null ? Task.CompletedTask : PumpAsync(events, callbacks);
        ComfyRun<TResult> run;
        try
        {
            run = await launch.ConfigureAwait(false);
        }
        catch
        {
            events?.Complete();
            await pump.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
        await Task.WhenAny(run.Result, pump).ConfigureAwait(false);
        if (pump.IsFaulted || pump.IsCanceled)
            await run.CancelAsync().ConfigureAwait(false);
        else
            await ((Task)run.Result).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (run.Result.IsFaulted)
            await pump.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        else
            await pump.ConfigureAwait(false);
        return await run.Result.ConfigureAwait(false);
    }

    private static async Task PumpAsync(EventBuffer events, RunCallbacks callbacks)
    {
        await foreach (ComfyEvent item in events.ReadAllAsync())
            callbacks.Invoke(item);
    }
}
