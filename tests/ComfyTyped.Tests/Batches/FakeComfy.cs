namespace ComfyTyped.Tests.Batches;

/// <summary>A client whose runs end when the test says so.</summary>
/// <param name="run">What a run does, given what it is numbered by: its label.</param>
internal sealed class FakeComfy(Func<ComfyWorkflow, CancellationToken, Task> run) : IComfyClient
{
    public Task<TResult> RunAsync<TResult>(ComfyWorkflow<TResult> workflow, Action<RunCallbacks>? on = null, CancellationToken cancellationToken = default)
        where TResult : ComfyResult => RunAsync(workflow, new RunOptions(), on, cancellationToken);

    public async Task<TResult> RunAsync<TResult>(
        ComfyWorkflow<TResult> workflow,
        RunOptions options,
        Action<RunCallbacks>? on = null,
        CancellationToken cancellationToken = default)
        where TResult : ComfyResult
    {
        await run(workflow, cancellationToken);
        return workflow.ToResult(new RunOutputs("id", [], null!) { EndedBy = RunWitness.History });
    }

    public Task<ComfyRun<TResult>> StartAsync<TResult>(ComfyWorkflow<TResult> workflow, CancellationToken cancellationToken = default)
        where TResult : ComfyResult => throw new NotSupportedException();

    public Task<ComfyRun<TResult>> StartAsync<TResult>(ComfyWorkflow<TResult> workflow, RunOptions options, CancellationToken cancellationToken = default)
        where TResult : ComfyResult => throw new NotSupportedException();

    public Task<ComfyRun<TResult>> ResumeAsync<TResult>(ComfyWorkflow<TResult> workflow, string handle, CancellationToken cancellationToken = default)
        where TResult : ComfyResult => throw new NotSupportedException();

    public Task<IReadOnlyList<ValidationProblem>> CheckAsync(ComfyWorkflow workflow, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => default;
}
