using ComfyTyped.Pipelines;

namespace ComfyTyped;

/// <summary>Stages one after another, to be run as often as wanted, also at the same time. It never changes: <c>Then</c> gives a longer one.</summary>
/// <typeparam name="TInput">What it is run with.</typeparam>
/// <typeparam name="TOutput">What its last stage makes.</typeparam>
public sealed class ComfyPipeline<TInput, TOutput>
{
    private readonly Func<PipelineRun, TInput, Task<TOutput>> _run;

    internal ComfyPipeline(IReadOnlyList<string> stages, Func<PipelineRun, TInput, Task<TOutput>> run)
    {
        Stages = stages;
        _run = run;
    }

    /// <summary>Gets the names of the stages.</summary>
    public IReadOnlyList<string> Stages { get; }

    /// <summary>Adds a workflow that is made of the result so far: <c>.Then("upscale", draft => new Upscale { LoadImage = { Image = draft.SaveImage.Images[0] } })</c>.</summary>
    /// <typeparam name="TResult">The result of the workflow.</typeparam>
    /// <param name="stage">The name of the stage.</param>
    /// <param name="workflow">Makes the workflow; anew for each attempt.</param>
    /// <param name="options">Where the stage runs, and how often; null for the defaults.</param>
    /// <returns>The longer pipeline.</returns>
    public ComfyPipeline<TInput, TResult> Then<TResult>(string stage, Func<TOutput, ComfyWorkflow<TResult>> workflow, StageOptions? options = null)
        where TResult : ComfyResult
    {
        ArgumentNullException.ThrowIfNull(workflow);
        return Then<TResult>(stage, (input, run) => run.RunAsync(workflow(input)), options);
    }

    /// <summary>Adds code that may run several workflows, or none: branches, loops, and whatever else C# can do.</summary>
    /// <typeparam name="TNext">What the stage makes.</typeparam>
    /// <param name="stage">The name of the stage.</param>
    /// <param name="run">The code; it is called anew for each attempt.</param>
    /// <param name="options">Where the stage runs, and how often; null for the defaults.</param>
    /// <returns>The longer pipeline.</returns>
    public ComfyPipeline<TInput, TNext> Then<TNext>(string stage, Func<TOutput, PipelineStage, Task<TNext>> run, StageOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(stage);
        ArgumentNullException.ThrowIfNull(run);
        options ??= new StageOptions();
        int index = Stages.Count;
        Func<PipelineRun, TInput, Task<TOutput>> before = _run;
        return new ComfyPipeline<TInput, TNext>([.. Stages, stage], async (pipeline, input) =>
        {
            TOutput output = await before(pipeline, input).ConfigureAwait(false);
            return await pipeline.RunStageAsync(stage, index, options, context => run(output, context)).ConfigureAwait(false);
        });
    }

    /// <summary>Runs all stages.</summary>
    /// <param name="client">What runs the workflows of stages that do not name another client.</param>
    /// <param name="input">What the first stage gets.</param>
    /// <param name="progress">
    /// The callback for the progress. It is called on the thread pool, one report at a time. The pipeline waits for it only at its end, for the last report and
    /// at most <see cref="ComfyClientDefaults.ListenerTimeout"/>. A slow callback misses reports, oldest first; one that throws or hangs affects no stage. Its
    /// first exception is written to the log of <paramref name="client"/> (event <c>HandlerFailed</c>).
    /// </param>
    /// <param name="cancellationToken">Cancels the stage that runs, on the server too.</param>
    /// <returns>What the last stage makes.</returns>
    /// <exception cref="PipelineException">A stage has failed, at its last attempt.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task<TOutput> RunAsync(IComfyClient client, TInput input, Action<PipelineProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return new PipelineRun(client, Stages.Count, progress, cancellationToken).RunAsync(run => _run(run, input));
    }
}
