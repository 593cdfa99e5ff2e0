using ComfyTyped.Diagnostics;
using ComfyTyped.Primitives;
using ComfyTyped.Wire;

namespace ComfyTyped.Runs;

/// <summary>A run through all its attempts: one, unless restarts of the server lose it or it fails, and the options allow more.</summary>
/// <param name="run">The run.</param>
/// <param name="prepared">What is sent; null when another process has sent it, so that it cannot be sent again.</param>
/// <param name="deadlines">Its time limits.</param>
/// <param name="ways">How runs are sent and followed.</param>
/// <param name="services">What it shares with all runs.</param>
internal sealed class RunAttempts(RunState run, PreparedRun? prepared, RunDeadlines deadlines, RunWays ways, RunServices services)
{
    private readonly long _begun = services.Time.GetTimestamp();
    private readonly RestartEvidence _evidence = new(run);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _resubmissions;

    // From before the prompt is sent: a socket that drops meanwhile is noticed.
    private IRunFollower _follower = ways.Followers.Create(run, isResumed: prepared is null);

    public Uri Server => services.Api.Server;

    /// <summary>Gets what is known of the run from its submission.</summary>
    public RunAcceptance Acceptance { get; private set; } = new([], []);

    public async Task SubmitAsync(CancellationToken cancellationToken)
    {
        int? socket = _evidence.Socket;
        Acceptance = await ways.Submission.SubmitAsync(prepared!, cancellationToken).ConfigureAwait(false);
        _evidence.Clear(socket);
        deadlines.OnSubmitted();
        if (Acceptance.MayHaveCopy)
            services.TakeBacks.RemoveCopies(run.PromptId, _ended.Task);
    }

    /// <summary>Takes over a run that another process has sent.</summary>
    /// <param name="seeds">The seeds that it was sent with.</param>
    public void Resume(IReadOnlyList<UsedSeed> seeds) => Acceptance = new RunAcceptance(seeds, []);

    /// <summary>Follows the run to its end, through as many attempts as it may have.</summary>
    /// <exception cref="NodeFailedException">A node failed, and it is not begun again.</exception>
    /// <exception cref="RunInterruptedException">Someone interrupted it.</exception>
    /// <exception cref="ComfyRunLostException">The server does not know the run any more, or is gone.</exception>
    /// <exception cref="ComfyRunTimeoutException">A time limit is passed.</exception>
    public async Task<RunOutputs> CompleteAsync(CancellationToken cancellationToken)
    {
        try
        {
            for (int failures = 1; ; failures++)
            {
                RunEnd end = await FollowAsync(cancellationToken).ConfigureAwait(false);
                run.Socket.Leave(run);
                Log.RunEnded(services.Logger, run.PromptId, end.Witness);
                run.ReportEnd(end.History);
                try
                {
                    return RunConclusion.Conclude(run, end, Acceptance);
                }
                catch (NodeFailedException failure) when (prepared?.Limits.FailedRunPolicy is { } policy)
                {
                    var context = new FailedRunContext(failures, failure, services.Time.GetElapsedTime(_begun));
                    if (policy.Decide(context) is not { } retry)
                        throw;
                    await BeginAgainAsync(prepared, context, retry, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            _ended.TrySetResult();
        }
    }

    private async Task<RunEnd> FollowAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await _follower.FollowAsync(_evidence, deadlines, cancellationToken).ConfigureAwait(false);
            }
            catch (ComfyRunLostException lost)
                when (prepared is not null && lost.Reason == RunLostReason.Restarted && _resubmissions < services.Options.MaxResubmissions)
            {
                await ResubmitAsync(prepared, lost, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task ResubmitAsync(PreparedRun again, ComfyRunLostException lost, CancellationToken cancellationToken)
    {
        _resubmissions++;
        Log.RunResubmitted(services.Logger, lost.PromptId, _resubmissions, lost);
        run.BeginAgain(new RunResubmittedEvent(_resubmissions) { PromptId = run.PromptId });
        try
        {
            await SendAsync(again, cancellationToken).ConfigureAwait(false);
        }
        catch (ComfyException failure) when (RequestRetry.IsUnsure(failure))
        {
            // The follower finds out what became of it; under the same id there is but one.
            _evidence.OnFailure(failure);
        }
    }

    /// <summary>Sends the run under an id of a socket whose server has not forgotten it.</summary>
    private async Task SendAsync(PreparedRun again, CancellationToken cancellationToken)
    {
        run.Socket.Leave(run);
        using LinkedTimeout? limit = deadlines.LeftOfRun is { } left ? new LinkedTimeout(left, services.Time, cancellationToken) : null;
        CancellationToken token = limit?.Token ?? cancellationToken;
        try
        {
            await services.Sockets.JoinAsync(run, null, token).ConfigureAwait(false);
            again.Request.WriteBody(run.PromptId, run.Socket.ClientId);
            _follower = ways.Followers.Create(run, isResumed: false);
            await SubmitAsync(token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && deadlines.IsRunPassed)
        {
            throw deadlines.RunPassed();
        }
        catch
        {
            _follower = ways.Followers.Create(run, isResumed: false);
            throw;
        }
    }

    /// <summary>Sends a run that has failed under another id: the history keeps the failure under the one that it had.</summary>
    private async Task BeginAgainAsync(PreparedRun again, FailedRunContext context, RunRetry retry, CancellationToken cancellationToken)
    {
        if (retry.FreeMemory)
            await FreeMemoryAsync(cancellationToken).ConfigureAwait(false);
        TimeSpan pause = deadlines.LeftOfRun is { } left && left < retry.Delay ? left : retry.Delay;
        await Task.Delay(pause, services.Time, cancellationToken).ConfigureAwait(false);
        deadlines.OnSubmitted();
        deadlines.Check();
        string promptId = Guid.NewGuid().ToString("D");
        Log.RunRetried(services.Logger, run.PromptId, promptId, context.Failures, context.Failure);
        run.Rename(promptId);
        run.BeginAgain(new RunRetriedEvent(context.Failures, context.Failure) { PromptId = promptId });
        await SendAsync(again, cancellationToken).ConfigureAwait(false);
    }

    private async Task FreeMemoryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await services.Api.FreeAsync(unloadModels: true, freeMemory: true, cancellationToken).ConfigureAwait(false);
        }
        catch (ComfyException exception)
        {
            // The run may succeed all the same: ComfyUI itself unloads models when memory runs out.
            Log.FreeFailed(services.Logger, run.PromptId, exception);
        }
    }
}
