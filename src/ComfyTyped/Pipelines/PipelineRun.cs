namespace ComfyTyped.Pipelines;

/// <summary>One run of a pipeline.</summary>
internal sealed class PipelineRun(IComfyClient client, int count, Action<PipelineProgress>? listener, CancellationToken cancellationToken)
{
    private readonly object _gate = new();
    private double _fraction;

    /// <exception cref="PipelineException">It has failed, at its last attempt.</exception>
    public async Task<TOutput> RunStageAsync<TOutput>(string name, int index, StageOptions options, Func<PipelineStage, Task<TOutput>> run)
    {
        for (int attempt = 1; ; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Report(name, index, attempt, 0);
            try
            {
                int number = attempt;
                var stage = new PipelineStage(name, attempt, options.Client ?? client, fraction => Report(name, index, number, fraction), cancellationToken);
                TOutput output = await run(stage).ConfigureAwait(false);
                Report(name, index, attempt, 1);
                return output;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                if (attempt > options.MaxRetries || !options.IsWorthARetry(exception))
                    throw new PipelineException(name, index, attempt, exception);
            }
            await Task.Delay(options.RetryDelay, options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    private void Report(string name, int index, int attempt, double fraction)
    {
        if (listener is null)
            return;
        lock (_gate)
        {
            _fraction = Math.Max(_fraction, (index + fraction) / count);
            listener(new PipelineProgress(name, index, count, attempt, fraction, _fraction));
        }
    }
}
