namespace ComfyTyped;

/// <summary>Begins pipelines: workflows one after another, each made of the result of the one before.</summary>
public static class ComfyPipeline
{
    /// <summary>Begins a pipeline with a workflow: <c>ComfyPipeline.Start("draft", (string prompt) => new TextToImage { ... })</c>.</summary>
    /// <typeparam name="TInput">What the pipeline is run with.</typeparam>
    /// <typeparam name="TResult">The result of the workflow.</typeparam>
    /// <param name="stage">The name of the stage.</param>
    /// <param name="workflow">Makes the workflow; anew for each attempt.</param>
    /// <param name="options">Where the stage runs, and how often; null for the defaults.</param>
    /// <returns>A pipeline of one stage.</returns>
    public static ComfyPipeline<TInput, TResult> Start<TInput, TResult>(
        string stage,
        Func<TInput, ComfyWorkflow<TResult>> workflow,
        StageOptions? options = null)
        where TResult : ComfyResult
    {
        ArgumentNullException.ThrowIfNull(workflow);
        return Start<TInput, TResult>(stage, (input, run) => run.RunAsync(workflow(input)), options);
    }

    /// <summary>Begins a pipeline with code that may run several workflows, or none: branches, loops, and whatever else C# can do.</summary>
    /// <typeparam name="TInput">What the pipeline is run with.</typeparam>
    /// <typeparam name="TOutput">What the stage makes.</typeparam>
    /// <param name="stage">The name of the stage.</param>
    /// <param name="run">The code; it is called anew for each attempt.</param>
    /// <param name="options">Where the stage runs, and how often; null for the defaults.</param>
    /// <returns>A pipeline of one stage.</returns>
    public static ComfyPipeline<TInput, TOutput> Start<TInput, TOutput>(string stage, Func<TInput, PipelineStage, Task<TOutput>> run, StageOptions? options = null) =>
        new ComfyPipeline<TInput, TInput>([], static (_, input) => Task.FromResult(input)).Then(stage, run, options);
}
