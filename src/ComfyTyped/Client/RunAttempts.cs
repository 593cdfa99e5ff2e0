using ComfyTyped.Connection;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.Client;

/// <summary>A run through all its attempts: one, unless restarts of the server lose it or it fails, and the options allow more.</summary>
/// <param name="run">The run.</param>
/// <param name="prepared">What is sent; null when another process has sent it, so that it cannot be sent again.</param>
/// <param name="limits">Its options, with those of the client filled in.</param>
/// <param name="acceptance">What is known of it before it is sent.</param>
/// <param name="followers">Gives those who wait for its end.</param>
/// <param name="connection">The socket.</param>
/// <param name="runs">All runs.</param>
/// <param name="api">The server.</param>
/// <param name="submission">Sends it.</param>
/// <param name="options">The options.</param>
/// <param name="logger">The log.</param>
internal sealed class RunAttempts(
    RunState run,
    PreparedRun? prepared,
    RunOptions limits,
    RunAcceptance acceptance,
    RunFollowers followers,
    SharedConnection connection,
    RunRegistry runs,
    ServerApi api,
    IPromptSubmission submission,
    ComfyClientOptions options,
    ILogger logger)
{
    private readonly long _begun = options.TimeProvider.GetTimestamp();
    private readonly RestartEvidence _evidence = new(run, connection);
    private readonly RunDeadlines _deadlines = new(run, limits, options.TimeProvider);
    private int _resubmissions;
    private RunAcceptance _acceptance = acceptance;

    // From before the prompt is sent: a socket that drops meanwhile is noticed.
    private IRunFollower _follower = followers.Create(run, isResumed: prepared is null);

    public Uri Server => api.Server;

    public async Task<RunAcceptance> SubmitAsync(CancellationToken cancellationToken)
    {
        int? socket = _evidence.Socket;
        _acceptance = await submission.SubmitAsync(prepared!, cancellationToken).ConfigureAwait(false);
        _evidence.Clear(socket);
        return _acceptance;
    }

    /// <summary>Follows the run to its end, through as many attempts as it may have.</summary>
    /// <exception cref="NodeFailedException">A node failed, and it is not begun again.</exception>
    /// <exception cref="RunInterruptedException">Someone interrupted it.</exception>
    /// <exception cref="ComfyRunLostException">The server does not know the run any more, or is gone.</exception>
    /// <exception cref="ComfyRunTimeoutException">A time limit is passed.</exception>
    public async Task<RunOutputs> CompleteAsync(CancellationToken cancellationToken)
    {
        for (int failures = 1; ; failures++)
        {
            RunEnd end = await FollowAsync(cancellationToken).ConfigureAwait(false);
            runs.Unregister(run);
            Log.RunEnded(logger, run.PromptId, end.Witness);
            run.ReportEnd(end.History);
            if (_acceptance.MayHaveCopy)
                await DeleteCopyAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return RunConclusion.Conclude(run, end, _acceptance);
            }
            catch (NodeFailedException failure) when (prepared is not null && limits.FailedRunPolicy is not null)
            {
                var context = new FailedRunContext(failures, failure, options.TimeProvider.GetElapsedTime(_begun));
                if (limits.FailedRunPolicy.Decide(context) is not { } retry)
                    throw;
                await BeginAgainAsync(prepared, context, retry, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<RunEnd> FollowAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await _follower.FollowAsync(_evidence, _deadlines, cancellationToken).ConfigureAwait(false);
            }
            catch (ComfyRunLostException lost) when (prepared is not null && lost.Reason == RunLostReason.Restarted && _resubmissions < options.MaxResubmissions)
            {
                await ResubmitAsync(lost, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task ResubmitAsync(ComfyRunLostException lost, CancellationToken cancellationToken)
    {
        _resubmissions++;
        Log.RunResubmitted(logger, lost.PromptId, _resubmissions, lost);
        run.BeginAgain(new RunResubmittedEvent(_resubmissions) { PromptId = run.PromptId });
        _follower = followers.Create(run, isResumed: false);
        try
        {
            await SubmitAsync(cancellationToken).ConfigureAwait(false);
            _deadlines.OnResubmitted();
        }
        catch (ComfyException failure) when (PromptSubmission.IsUnsure(failure))
        {
            // The follower finds out what became of it; under the same id there is but one.
            _evidence.OnFailure(failure);
        }
    }

    /// <summary>Sends a run that has failed under another id: the history keeps the failure under the one that it had.</summary>
    private async Task BeginAgainAsync(PreparedRun again, FailedRunContext context, RunRetry retry, CancellationToken cancellationToken)
    {
        if (retry.FreeMemory)
            await FreeMemoryAsync(cancellationToken).ConfigureAwait(false);
        TimeSpan pause = _deadlines.LeftOfRun is { } left && left < retry.Delay ? left : retry.Delay;
        await Task.Delay(pause, options.TimeProvider, cancellationToken).ConfigureAwait(false);
        _deadlines.OnResubmitted();
        _deadlines.ThrowIfPassed();
        string promptId = Guid.NewGuid().ToString("D");
        Log.RunRetried(logger, run.PromptId, promptId, context.Failures, context.Failure);
        again.Request.Renew(promptId);
        run.Rename(promptId);
        run.BeginAgain(new RunRetriedEvent(context.Failures, context.Failure) { PromptId = promptId });
        runs.Register(run);
        // Without the run the socket may have been closed meanwhile, and opened with another id for the next one.
        run.ClientId = await connection.GetAsync(run.ClientId, cancellationToken).ConfigureAwait(false);
        again.Request.Complete(run.ClientId);
        _follower = followers.Create(run, isResumed: false);
        await SubmitAsync(cancellationToken).ConfigureAwait(false);
        _deadlines.OnResubmitted();
    }

    private async Task FreeMemoryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await api.FreeAsync(unloadModels: true, freeMemory: true, cancellationToken).ConfigureAwait(false);
        }
        catch (ComfyException exception)
        {
            // The run may succeed all the same: ComfyUI itself unloads models when memory runs out.
            Log.FreeFailed(logger, run.PromptId, exception);
        }
    }

    /// <summary>The first sending may have come in late, after all, and then waits behind the one that has ended.</summary>
    private async Task DeleteCopyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await api.DeleteFromQueueAsync(run.PromptId, cancellationToken).ConfigureAwait(false);
        }
        catch (ComfyException exception)
        {
            Log.CopyLeft(logger, run.PromptId, exception);
        }
    }
}
