namespace ComfyTyped.Primitives;

/// <summary>Calls what the application has handed in, which may block, hang or ignore its token: nobody waits for it any longer than agreed.</summary>
internal static class ForeignCode
{
    /// <summary>Calls it on the thread pool, so that it may block before it returns its task, and waits for its result.</summary>
    /// <typeparam name="T">The result.</typeparam>
    /// <param name="code">The code. Its token is cancelled when nobody waits for it any more.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="release">Releases a result that comes too late.</param>
    /// <exception cref="AbandonedException">It has not returned in time.</exception>
    public static async Task<T> RunAsync<T>(
        Func<CancellationToken, Task<T>> code,
        TimeSpan patience,
        TimeProvider time,
        CancellationToken cancellationToken,
        Action<T>? release = null)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var limit = new LinkedTimeout(patience, time, cancellationToken);
        // A source of its own: what the code registers with its token must not run where the caller's token is cancelled.
        var stop = new CancellationTokenSource();
        Task<T> running = Task.Run(() => code(stop.Token), CancellationToken.None);
        try
        {
            return await running.WaitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            Forget(stop.CancelAsync());
            Forget(ReleaseAsync(running, release));
            cancellationToken.ThrowIfCancellationRequested();
            throw new AbandonedException(patience);
        }
    }

    /// <summary>Disposes a stream, which may hang or fail: what was read of it is not worth less for that.</summary>
    public static async Task DisposeAsync(Stream stream, TimeSpan patience, TimeProvider time)
    {
        try
        {
            await RunAsync(
                async _ =>
                {
                    await stream.DisposeAsync().ConfigureAwait(false);
                    return true;
                },
                patience,
                time,
                CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // Nothing depends on it any more.
        }
    }

    /// <summary>Lets a task end by itself. There is nobody left who could be told that it has failed.</summary>
    public static void Forget(Task task) =>
        task.ContinueWith(static ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    private static async Task ReleaseAsync<T>(Task<T> late, Action<T>? release)
    {
        T result = await late.ConfigureAwait(false);
        release?.Invoke(result);
    }

    /// <summary>The code has not returned in time. It may still do what it does.</summary>
    internal sealed class AbandonedException(TimeSpan patience) : Exception($"It did not return within {patience.TotalSeconds:0.###} s.");
}
