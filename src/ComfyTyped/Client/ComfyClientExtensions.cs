using ComfyTyped.Graph;

namespace ComfyTyped;

/// <summary>What can be done with any <see cref="IComfyClient"/>.</summary>
public static class ComfyClientExtensions
{
    /// <summary>
    /// Runs a workflow whose class is not known here, such as one of several, and waits for its result, as
    /// <see cref="IComfyClient.RunAsync{TResult}(ComfyWorkflow{TResult}, Action{RunCallbacks}?, CancellationToken)"/> does.
    /// </summary>
    /// <param name="client">The client or pool.</param>
    /// <param name="workflow">The workflow. It is read before this method returns its task, and can be changed for the next run from then on.</param>
    /// <param name="on">What to call while it runs: <c>on =&gt; on.Progress(...).Preview(...)</c>.</param>
    /// <param name="cancellationToken">Cancels this run and no other: it is taken out of the queue, or interrupted.</param>
    /// <returns>The result, whose class is that of the workflow's result.</returns>
    /// <exception cref="ArgumentException">The workflow does not derive from <see cref="ComfyWorkflow{TResult}"/>.</exception>
    public static Task<ComfyResult> RunAsync(
        this IComfyClient client,
        ComfyWorkflow workflow,
        Action<RunCallbacks>? on = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(workflow);
        return workflow is ITypedWorkflow typed
            ? typed.RunAsync(new Runner(client, on, cancellationToken))
            : throw new ArgumentException($"{workflow.GetType()} has no result. Derive it from ComfyWorkflow<TResult>.", nameof(workflow));
    }

    private sealed class Runner(IComfyClient client, Action<RunCallbacks>? on, CancellationToken cancellationToken) : IWorkflowRunner
    {
        public async Task<ComfyResult> RunAsync<TResult>(ComfyWorkflow<TResult> workflow)
            where TResult : ComfyResult =>
            await client.RunAsync(workflow, on, cancellationToken).ConfigureAwait(false);
    }
}
