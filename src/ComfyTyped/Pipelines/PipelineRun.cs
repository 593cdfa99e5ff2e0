using ComfyTyped.Client;
using ComfyTyped.Diagnostics;
using ComfyTyped.Runs;

namespace ComfyTyped.Pipelines;

/// <summary>One run of a pipeline.</summary>
internal sealed class PipelineRun(IComfyClient client, int count, Action<PipelineProgress>? listener, CancellationToken cancellationToken)
{
    private readonly object _gate = new();
    private readonly ListenerPump<PipelineProgress>? _listener = listener is null ? null : new(listener, ILogSource.Of(client));
    private double _fraction;

    /// <summary>Runs all stages, and waits until the listener has the last report.</summary>
    public async Task<TOutput> RunAsync<TOutput>(Func<PipelineRun, Task<TOutput>> stages)
    {
        try
        {
            return await stages(this).ConfigureAwait(false);
        }
        finally
        {
            if (_listener is not null)
                await _listener.CompleteAsync(ComfyClientDefaults.ListenerTimeout, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
    }

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
            catch (Exception exception) when (!(exception is OperationCanceledException && cancellationToken.IsCancellationRequested))
            {
                if (attempt > options.MaxRetries || cancellationToken.IsCancellationRequested || !IsWorthARetry(options, exception))
                    throw new PipelineException(name, index, attempt, exception);
            }
            await Task.Delay(options.RetryDelay, options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A judge that throws does not take the place of the failure that it was asked about.</summary>
    private bool IsWorthARetry(StageOptions options, Exception failure)
    {
        try
        {
            return options.IsWorthARetry(failure);
        }
        catch (Exception exception)
        {
            Log.HandlerFailed(ILogSource.Of(client), exception);
            return false;
        }
    }

    private void Report(string name, int index, int attempt, double fraction)
    {
        if (_listener is null)
            return;
        lock (_gate)
        {
            _fraction = Math.Max(_fraction, (index + fraction) / count);
            _listener.Report(new PipelineProgress(name, index, count, attempt, fraction, _fraction));
        }
    }
}
