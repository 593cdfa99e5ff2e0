using ComfyTyped.Runs;

namespace ComfyTyped;

public sealed partial class ComfyClient
{
    /// <summary>Runs a workflow and waits for its result, as <see cref="RunAsync{TResult}(ComfyWorkflow{TResult}, Action{RunCallbacks}?, CancellationToken)"/> does.</summary>
    /// <typeparam name="TResult">The result of the workflow.</typeparam>
    /// <param name="workflow">The workflow. It is read before this method returns its task, and can be changed for the next run from then on.</param>
    /// <param name="options">How it is queued.</param>
    /// <param name="on">What to call while it runs: <c>on =&gt; on.Progress(...).Preview(...)</c>.</param>
    /// <param name="cancellationToken">Cancels this run and no other: it is taken out of the queue, or interrupted.</param>
    /// <returns>The result.</returns>
    public Task<TResult> RunAsync<TResult>(
        ComfyWorkflow<TResult> workflow,
        RunOptions options,
        Action<RunCallbacks>? on = null,
        CancellationToken cancellationToken = default)
        where TResult : ComfyResult
    {
        ArgumentNullException.ThrowIfNull(workflow);
        ArgumentNullException.ThrowIfNull(options);
        ThrowIfDisposed();
        var callbacks = new RunCallbacks(workflow);
        on?.Invoke(callbacks);
        PreparedRun prepared = _launcher.Prepare(workflow, callbacks.Interest, options);
        return RunAsync(workflow, prepared, callbacks, cancellationToken);
    }

    /// <summary>Starts a workflow, and returns when the server has accepted it, as <see cref="StartAsync{TResult}(ComfyWorkflow{TResult}, CancellationToken)"/> does.</summary>
    /// <typeparam name="TResult">The result of the workflow.</typeparam>
    /// <param name="workflow">The workflow. It is read before this method returns its task, and can be changed for the next run from then on.</param>
    /// <param name="options">How it is queued.</param>
    /// <param name="cancellationToken">Cancels this run and no other, for as long as it lasts: it is taken out of the queue, or interrupted.</param>
    /// <returns>The run; dispose it.</returns>
    public Task<ComfyRun<TResult>> StartAsync<TResult>(
        ComfyWorkflow<TResult> workflow,
        RunOptions options,
        CancellationToken cancellationToken = default)
        where TResult : ComfyResult
    {
        ArgumentNullException.ThrowIfNull(workflow);
        ArgumentNullException.ThrowIfNull(options);
        ThrowIfDisposed();
        return LaunchAsync(workflow, _launcher.Prepare(workflow, EventInterest.All, options), cancellationToken);
    }

    private async Task<TResult> RunAsync<TResult>(
        ComfyWorkflow<TResult> workflow,
        PreparedRun prepared,
        RunCallbacks callbacks,
        CancellationToken cancellationToken)
        where TResult : ComfyResult
    {
        using CancellationTokenSource abandon = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposing.Token);
        // Not awaited before the pump has begun, on the caller's synchronization context.
        return await CallbackPump.RunAsync(prepared.Run.Events, callbacks, LaunchAsync(workflow, prepared, cancellationToken), abandon.Token).ConfigureAwait(false);
    }
}
