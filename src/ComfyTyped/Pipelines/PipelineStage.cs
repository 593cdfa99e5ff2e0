namespace ComfyTyped;

/// <summary>What a stage's own code runs workflows with: its progress is the pipeline's, and it is cancelled with it.</summary>
public sealed class PipelineStage
{
    private readonly IComfyClient _client;
    private readonly Action<double> _report;

    internal PipelineStage(string name, int attempt, IComfyClient client, Action<double> report, CancellationToken cancellationToken)
    {
        Name = name;
        Attempt = attempt;
        CancellationToken = cancellationToken;
        _client = client;
        _report = report;
    }

    /// <summary>Gets the name of the stage.</summary>
    public string Name { get; }

    /// <summary>Gets which attempt it is, from 1.</summary>
    public int Attempt { get; }

    /// <summary>Gets the token of the pipeline, for work of its own.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>Runs a workflow on the stage's client.</summary>
    /// <typeparam name="TResult">The result of the workflow.</typeparam>
    /// <param name="workflow">The workflow.</param>
    /// <param name="on">What to call while it runs, beside the pipeline's progress.</param>
    /// <returns>The result.</returns>
    public Task<TResult> RunAsync<TResult>(ComfyWorkflow<TResult> workflow, Action<RunCallbacks>? on = null)
        where TResult : ComfyResult =>
        RunAsync(_client, workflow, on);

    /// <summary>Runs a workflow on a client of choice.</summary>
    /// <typeparam name="TResult">The result of the workflow.</typeparam>
    /// <param name="client">The client.</param>
    /// <param name="workflow">The workflow.</param>
    /// <param name="on">What to call while it runs, beside the pipeline's progress.</param>
    /// <returns>The result.</returns>
    public Task<TResult> RunAsync<TResult>(IComfyClient client, ComfyWorkflow<TResult> workflow, Action<RunCallbacks>? on = null)
        where TResult : ComfyResult
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.RunAsync(
            workflow,
            callbacks =>
            {
                callbacks.Progress(progress => _report(progress.Fraction));
                on?.Invoke(callbacks);
            },
            CancellationToken);
    }
}
