using ComfyTyped.Wire;

namespace ComfyTyped.Runs;

/// <summary>
/// Waits for the end of a run that was sent over the socket, which may be its only witness. Once a server tells of the run by HTTP as well, the ordinary
/// follower takes over.
/// </summary>
internal sealed class SocketRunFollower(
    RunState run,
    SentRuns sent,
    GatewayWitness witness,
    RunServices services,
    bool isResumed) : IRunFollower
{
    private readonly TimeProvider _time = services.Time;
    private readonly int _changes = isResumed ? -1 : run.Socket.Changes;
    private readonly int? _number = run.Socket.Number;

    public async Task<RunEnd> FollowAsync(RestartEvidence evidence, RunDeadlines deadlines, CancellationToken cancellationToken)
    {
        try
        {
            return await HearAsync(evidence, deadlines, cancellationToken).ConfigureAwait(false)
                ?? await new RunFollower(run, services, isResumed: true).FollowAsync(evidence, deadlines, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            sent.Leave(run);
        }
    }

    /// <summary>A server that says so, or that has nothing left to do, is done. That it has failed it would have said.</summary>
    private bool IsDone => run.Phase >= RunPhase.OutcomeTold || run.HasAllOutputs;

    /// <returns>Null when the server tells of the run by HTTP.</returns>
    private async Task<RunEnd?> HearAsync(RestartEvidence evidence, RunDeadlines deadlines, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (run.Phase == RunPhase.Ended)
                return await EndAsync(cancellationToken).ConfigureAwait(false);
            deadlines.Check();
            ThrowIfUnanswered();
            bool hasDropped = run.Socket.Changes != _changes;
            if (!hasDropped)
            {
                (bool wasDone, long heard) = (IsDone, run.Heard);
                bool wasWoken = await run.WaitAsync(deadlines.Cut(NextPause()), _time, cancellationToken).ConfigureAwait(false);
                if (wasWoken || cancellationToken.IsCancellationRequested || run.Heard != heard)
                    continue;
                if (wasDone)
                    return await EndAsync(cancellationToken).ConfigureAwait(false);
            }
            if (await witness.KnowsAsync(run, cancellationToken).ConfigureAwait(false))
                return null;
            if (!hasDropped)
                continue;
            if (IsDone)
                return new RunEnd(null, RunWitness.Socket);
            if (services.Options.MaxResubmissions == 0)
                throw Dropped();
            await ThrowIfLostAsync(evidence, deadlines, cancellationToken).ConfigureAwait(false);
            return null;
        }
    }

    /// <summary>
    /// A server that was seen down, and does not know the run when it is back, has lost it with everything else. Whatever else ends the socket leaves open what
    /// became of the run, which is not sent again on a guess.
    /// </summary>
    /// <exception cref="ComfyRunLostException">It does not know the run.</exception>
    private async Task ThrowIfLostAsync(RestartEvidence evidence, RunDeadlines deadlines, CancellationToken cancellationToken)
    {
        long begun = _time.GetTimestamp();
        while (true)
        {
            RunPlace? place = await witness.FindAsync(run, evidence, cancellationToken).ConfigureAwait(false);
            if (place is not null and not RunPlace.Absent)
                return;
            bool wasDown = evidence.WasDown || (_number is { } number && run.Socket.Restarts.HaveLost(number));
            if (place == RunPlace.Absent && wasDown)
                throw new ComfyRunLostException(RunLostReason.Restarted, "The server does not know the run anymore: it was restarted.", run.PromptId);
            if (!wasDown || _time.GetElapsedTime(begun) >= services.Options.UnreachableTimeout)
                throw Dropped();
            deadlines.Check();
            await Task.Delay(deadlines.Cut(ComfyClientDefaults.DisconnectedPollInterval), _time, cancellationToken).ConfigureAwait(false);
        }
    }

    private ComfyRunLostException Dropped() => new(
        RunLostReason.SocketDropped,
        "The socket over which the run was sent has dropped, and the server does not tell of the run by HTTP. It may still go on there.",
        run.PromptId);

    private async Task<RunEnd?> EndAsync(CancellationToken cancellationToken) =>
        new RunEnd(await witness.ReadAsync(run, cancellationToken).ConfigureAwait(false), RunWitness.Socket);

    private TimeSpan NextPause()
    {
        TimeSpan pause = IsDone ? ComfyClientDefaults.EndGrace : services.Options.HistoryPollInterval;
        return pause < services.Options.HistoryPollInterval ? pause : services.Options.HistoryPollInterval;
    }

    private void ThrowIfUnanswered()
    {
        if (sent.SilentFor(run) >= services.Options.AnswerTimeout)
            throw new ComfyRunTimeoutException(RunTimeoutReason.Answer, services.Options.AnswerTimeout, run.PromptId);
    }
}
