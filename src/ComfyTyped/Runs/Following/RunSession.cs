using ComfyTyped.Diagnostics;
using ComfyTyped.Options;

namespace ComfyTyped.Runs;

/// <summary>One run from its acceptance to its end, which comes exactly once.</summary>
internal sealed class RunSession : IRunSession
{
    /// <summary>How long the end of a run that was stopped is waited for, which may itself wait for the server twice.</summary>
    private static readonly TimeSpan LongestStop = ComfyClientDefaults.CancelTimeout * 2;

    private readonly RunState _run;
    private readonly RunAttempts _attempts;
    private readonly RunServices _services;
    private readonly ActiveRuns _active;
    private readonly RunStop _stop;
    private volatile bool _isDetached;

    public RunSession(RunState run, RunAttempts attempts, RunServices services, ActiveRuns active, RunStop stop)
    {
        (_run, _attempts, _services, _active, _stop) = (run, attempts, services, active, stop);
        Outputs = Task.Run(() => run.Trace!.FollowAsync(RunAsync), CancellationToken.None);
    }

    public string PromptId => _run.PromptId;

    public EventBuffer? Events => _run.Events;

    public Task<RunOutputs> Outputs { get; }

    public RunHandle ToHandle() =>
        new(PromptId, _run.Socket.ClientId, _attempts.Server.AbsoluteUri, RunHandle.NameOf(_run.Scope.Workflow), _attempts.Acceptance.Seeds);

    public Task DetachAsync()
    {
        _isDetached = true;
        return CancelAsync();
    }

    public async Task CancelAsync()
    {
        await ActiveRuns.StopAsync(_stop.Source).ConfigureAwait(false);
        await ((Task)Outputs).WaitAsync(LongestStop, _services.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<RunOutputs> RunAsync()
    {
        try
        {
            RunOutputs outputs = await _attempts.CompleteAsync(_stop.Token).ConfigureAwait(false);
            _run.ReportSuccess();
            Log.RunSucceeded(_services.Logger, PromptId);
            return outputs;
        }
        catch (OperationCanceledException) when (_stop.Source.IsCancellationRequested)
        {
            _run.Socket.Leave(_run);
            if (_isDetached)
            {
                await _run.Socket.GiveAwayAsync().ConfigureAwait(false);
                throw new OperationCanceledException("The run was left to the server.", _stop.Token);
            }
            await _services.TakeBacks.CancelAsync(PromptId).ConfigureAwait(false);
            throw new OperationCanceledException("The run was cancelled.", _stop.CallerToken.IsCancellationRequested ? _stop.CallerToken : _stop.Token);
        }
        catch (ComfyRunTimeoutException exception)
        {
            Log.RunFailed(_services.Logger, PromptId, exception);
            await _services.TakeBacks.CancelAsync(PromptId).ConfigureAwait(false);
            throw;
        }
        catch (ComfyException exception)
        {
            Log.RunFailed(_services.Logger, PromptId, exception);
            throw;
        }
        finally
        {
            _run.Socket.Leave(_run);
            _run.EndEvents();
            _active.End(_stop.Source);
        }
    }
}
