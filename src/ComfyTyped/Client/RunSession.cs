using ComfyTyped.Connection;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.Client;

/// <summary>One run from its acceptance to its end, which comes exactly once.</summary>
internal sealed class RunSession : IRunSession
{
    private readonly RunState _run;
    private readonly RunRegistry _runs;
    private readonly RunAttempts _attempts;
    private readonly RunCancellation _cancellation;
    private readonly RunAcceptance _acceptance;
    private readonly ILogger _logger;
    private readonly ActiveRuns _active;
    private readonly CancellationTokenSource _stop;
    private readonly CancellationToken _callerToken;
    private volatile bool _isDetached;

    public RunSession(
        RunState run,
        RunRegistry runs,
        RunAttempts attempts,
        RunCancellation cancellation,
        RunAcceptance acceptance,
        ILogger logger,
        ActiveRuns active,
        CancellationTokenSource stop,
        CancellationToken callerToken)
    {
        _run = run;
        _runs = runs;
        _attempts = attempts;
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

    public Task<RunOutputs> Outputs { get; }

    public static string NameOf(ComfyWorkflow workflow) => workflow.GetType().FullName!;

    public RunHandle ToHandle() =>
        new(PromptId, _run.ClientId, _attempts.Server.AbsoluteUri, NameOf(_run.Scope.Workflow), _acceptance.Seeds);

    public Task DetachAsync()
    {
        _isDetached = true;
        return CancelAsync();
    }

    public async Task CancelAsync()
    {
        await ActiveRuns.StopAsync(_stop).ConfigureAwait(false);
        await ((Task)Outputs).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<RunOutputs> RunAsync()
    {
        try
        {
            RunOutputs outputs = await _attempts.CompleteAsync(_stop.Token).ConfigureAwait(false);
            _run.ReportSuccess();
            Log.RunSucceeded(_logger, PromptId);
            return outputs;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            if (_isDetached)
                throw new OperationCanceledException("The run was left to the server.", _stop.Token);
            await _cancellation.CancelAsync(PromptId).ConfigureAwait(false);
            throw new OperationCanceledException("The run was cancelled.", _callerToken.IsCancellationRequested ? _callerToken : _stop.Token);
        }
        catch (ComfyRunTimeoutException exception)
        {
            Log.RunFailed(_logger, PromptId, exception);
            await _cancellation.CancelAsync(PromptId).ConfigureAwait(false);
            throw;
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
