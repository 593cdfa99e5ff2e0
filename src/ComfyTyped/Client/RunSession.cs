using ComfyTyped.Connection;
using ComfyTyped.Protocol;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.Client;

/// <summary>One run from its acceptance to its end, which comes exactly once.</summary>
internal sealed class RunSession
{
    private readonly RunState _run;
    private readonly RunRegistry _runs;
    private readonly RunFollower _follower;
    private readonly RunCancellation _cancellation;
    private readonly RunAcceptance _acceptance;
    private readonly ILogger _logger;
    private readonly ActiveRuns _active;
    private readonly CancellationTokenSource _stop;
    private readonly CancellationToken _callerToken;

    public RunSession(
        RunState run,
        RunRegistry runs,
        RunFollower follower,
        RunCancellation cancellation,
        RunAcceptance acceptance,
        ILogger logger,
        ActiveRuns active,
        CancellationTokenSource stop,
        CancellationToken callerToken)
    {
        _run = run;
        _runs = runs;
        _follower = follower;
        _cancellation = cancellation;
        _acceptance = acceptance;
        _logger = logger;
        _active = active;
        _stop = stop;
        _callerToken = callerToken;
        Outputs = Task.Run(() => run.Trace!.FollowAsync(RunAsync), CancellationToken.None);
    }

    public string PromptId => _run.PromptId;

    public EventBuffer? Events => _run.Events;

    /// <summary>Gets what the nodes reported, or how the run failed.</summary>
    public Task<RunOutputs> Outputs { get; }

    /// <summary>Cancels the run, unless it has ended, and waits until the server was told.</summary>
    public async Task CancelAsync()
    {
        await ActiveRuns.StopAsync(_stop).ConfigureAwait(false);
        await ((Task)Outputs).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<RunOutputs> RunAsync()
    {
        try
        {
            HistoryEntry? history = await _follower.FollowAsync(_stop.Token).ConfigureAwait(false);
            _runs.Unregister(_run);
            RunOutputs outputs = RunConclusion.Conclude(_run, history, _acceptance);
            _run.ReportSuccess(outputs);
            Log.RunSucceeded(_logger, PromptId);
            return outputs;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            await _cancellation.CancelAsync(PromptId).ConfigureAwait(false);
            throw new OperationCanceledException("The run was cancelled.", _callerToken.IsCancellationRequested ? _callerToken : _stop.Token);
        }
        catch (ComfyException exception)
        {
            Log.RunFailed(_logger, PromptId, exception);
            throw;
        }
        finally
        {
            _runs.Unregister(_run);
            _run.Events?.Complete();
            _active.End(_stop);
        }
    }
}
