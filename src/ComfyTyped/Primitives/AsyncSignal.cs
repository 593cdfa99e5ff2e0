namespace ComfyTyped.Primitives;

/// <summary>Wakes one waiter. A signal that comes while nobody waits is kept for the next wait.</summary>
internal sealed class AsyncSignal
{
    private TaskCompletionSource _raised = Create();

    public void Raise() => Volatile.Read(ref _raised).TrySetResult();

    /// <summary>Waits for a signal, for a while, or until the token ends it; never throws.</summary>
    /// <returns>Whether there was a signal.</returns>
    public async Task<bool> WaitAsync(TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        Task raised = Volatile.Read(ref _raised).Task;
        await raised.WaitAsync(timeout, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // Whoever raises it from here on has changed what the waiter looks at next; nothing is missed.
        if (!raised.IsCompleted)
            return false;
        Volatile.Write(ref _raised, Create());
        return true;
    }

    private static TaskCompletionSource Create() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
