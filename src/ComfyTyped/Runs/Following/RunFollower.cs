using ComfyTyped.Diagnostics;
using ComfyTyped.Primitives;
using ComfyTyped.Wire;

namespace ComfyTyped.Runs;

/// <summary>
/// Waits for the end of a run. The socket is one witness; the server's jobs, or its history and queue, are the others: the first to know the end
/// ends it, and none of them is needed.
/// </summary>
internal sealed class RunFollower(RunState run, RunServices services, bool isResumed) : IRunFollower
{
    private static readonly TimeSpan[] HistoryRetries = [.. new[] { 50, 100, 200, 400, 800 }.Select(milliseconds => TimeSpan.FromMilliseconds(milliseconds))];

    private readonly TimeProvider _time = services.Time;
    private readonly SharedSocket _socket = run.Socket;
    private readonly LookPace _pace = new(run.Socket, services.Options);

    // A run of another process is looked for at once, like after a gap.
    private readonly int _firstChanges = isResumed ? -1 : run.Socket.Changes;
    private int _changes = isResumed ? -1 : run.Socket.Changes;
    private RunPlace _place;
    private long _placed;
    private long? _failing;
    private long _heard;
    private int _absences;
    private int _takenOff;

    /// <inheritdoc/>
    public async Task<RunEnd> FollowAsync(RestartEvidence evidence, RunDeadlines deadlines, CancellationToken cancellationToken)
    {
        services.Lookout.Enter();
        try
        {
            return await FollowOnAsync(evidence, deadlines, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            services.Lookout.Leave();
        }
    }

    private async Task<RunEnd> FollowOnAsync(RestartEvidence evidence, RunDeadlines deadlines, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            bool hasChanged = ObserveChanges();
            if (hasChanged)
            {
                evidence.OnGap();
                _pace.Restart();
            }
            if (run.Phase == RunPhase.Ended && await ReadEndAsync(evidence, deadlines, cancellationToken).ConfigureAwait(false) is { } told)
                return told;
            deadlines.Check();
            // A socket that has just gone may have taken the end with it, and one that is back may have come too late for it: look at once.
            if (!hasChanged && !ObserveTakenOff())
            {
                bool isUrgent = run.Phase >= RunPhase.OutcomeTold || _absences > 0;
                TimeSpan pause = _pace.TakeNext(isUrgent);
                bool wasWoken = await run.WaitAsync(deadlines.Cut(pause), _time, cancellationToken).ConfigureAwait(false);
                if (wasWoken || cancellationToken.IsCancellationRequested || ObserveNews() || (!isUrgent && _failing is null && _pace.IsVouchedFor))
                    continue;
            }
            if (await LookAsync(evidence, deadlines, cancellationToken).ConfigureAwait(false) is not { } end)
                continue;
            await HearOutAsync(cancellationToken).ConfigureAwait(false);
            return end;
        }
    }

    /// <summary>Gets whether one socket has told the run from its beginning to its verdict, so that there is nothing that it has missed.</summary>
    private bool IsHeardOut => run.HasVerdict && run.ChangesAtVerdict == _firstChanges;

    /// <summary>Gets whether the history would add nothing to the verdict. Of a success that was not heard out some outputs may be missing.</summary>
    private bool IsKnown => run.HasVerdict && (!run.HasSucceeded || IsHeardOut || run.HasOutputsOfAll());

    private bool ObserveChanges()
    {
        int before = _changes;
        _changes = _socket.Changes;
        return _changes != before;
    }

    /// <summary>A run that this client has taken out of the queue ends without a word of the server.</summary>
    private bool ObserveTakenOff()
    {
        int before = _takenOff;
        _takenOff = run.TakenOff;
        return _takenOff != before;
    }

    /// <summary>While the socket brings news of the run there is no need to ask.</summary>
    private bool ObserveNews()
    {
        long before = _heard;
        _heard = run.Heard;
        bool isNew = _socket.IsOpen && run.Phase < RunPhase.OutcomeTold && _heard != before;
        if (isNew)
            _pace.Restart();
        return isNew;
    }

    /// <summary>
    /// The history was quicker than the socket, which may still be busy with a large preview: its last events are worth a moment. A socket that brings
    /// nothing at all even then is deaf: the server has forgotten it.
    /// </summary>
    private async Task HearOutAsync(CancellationToken cancellationToken)
    {
        long found = _time.GetTimestamp();
        TimeSpan left = ComfyClientDefaults.EndGrace;
        while (_socket.IsOpen && run.Phase != RunPhase.Ended && left > TimeSpan.Zero)
        {
            await run.WaitAsync(left, _time, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            left = ComfyClientDefaults.EndGrace - _time.GetElapsedTime(found);
        }
        if (run.Phase < RunPhase.OutcomeTold && !isResumed)
            _socket.CheckDeaf(found);
    }

    /// <returns>Null while the run goes on, as far as can be seen.</returns>
    private async Task<RunEnd?> LookAsync(RestartEvidence evidence, RunDeadlines deadlines, CancellationToken cancellationToken)
    {
        using LinkedTimeout? limit = deadlines.LeftOfRun is { } left ? new LinkedTimeout(left, _time, cancellationToken) : null;
        CancellationToken token = limit?.Token ?? cancellationToken;
        int? socket = evidence.Socket;
        long begun = _time.GetTimestamp();
        _pace.OnLook();
        RunSighting seen;
        try
        {
            seen = await services.Lookout.LookAsync(run, token).ConfigureAwait(false);
            if (seen.Record is { } record)
                return new RunEnd(record, run.Phase >= RunPhase.OutcomeTold ? RunWitness.Socket : seen.Witness);
            if (_failing is not null)
                services.Sockets.Hurry();
            _failing = null;
            OnPlace(seen.Place, socket, evidence, deadlines);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The time of the run is over.
            return null;
        }
        catch (ComfyException exception)
        {
            Log.PollFailed(services.Logger, run.PromptId, exception);
            evidence.OnFailure(exception);
            if (exception is ComfyConnectionException)
                services.Api.Forget();
            if (_failing is null)
                _pace.Restart();
            _failing ??= begun;
            ThrowIfGone(exception);
            return null;
        }
        return await JudgeAsync(seen, evidence, cancellationToken).ConfigureAwait(false);
    }

    private void OnPlace(RunPlace place, int? socket, RestartEvidence evidence, RunDeadlines deadlines)
    {
        _absences = place is RunPlace.Absent or RunPlace.Ended ? _absences + 1 : 0;
        bool isFirst = place != _place;
        if (isFirst)
        {
            (_place, _placed) = (place, _time.GetTimestamp());
            _pace.Restart();
        }
        if (place != RunPlace.Absent)
            evidence.Clear(socket);
        else if (!_socket.IsOpen && services.Options.ConnectionMode == ConnectionMode.Socket)
            evidence.OnGap();
        if (place == RunPlace.Pending)
            deadlines.OnQueue(services.Lookout.QueueMoves);
        if (place != RunPlace.Running)
            return;
        deadlines.OnRunning();
        if (!isFirst && run.Heard == 0 && !isResumed)
            _socket.CheckDeaf(_placed);
        else if (_socket.IsOpen)
            _socket.OnRunning();
    }

    /// <returns>Null while the run goes on, as far as can be seen.</returns>
    private async Task<RunEnd?> JudgeAsync(RunSighting seen, RestartEvidence evidence, CancellationToken cancellationToken)
    {
        if (seen.Place == RunPlace.Lost)
            throw new ComfyRunLostException(RunLostReason.Reported, "The server says that it has lost the run.", run.PromptId);
        if (_absences < services.Api.Dialect.AbsencesUntilLost)
            return null;
        if (IsKnown)
            return new RunEnd(null, seen.Witness);
        if (seen.Place == RunPlace.Ended)
            throw NoHistory(null);
        throw Lost(await evidence.JudgeAsync(services.Api, cancellationToken).ConfigureAwait(false));
    }

    /// <returns>Null when the socket is mistaken: the run goes on.</returns>
    private async Task<RunEnd?> ReadEndAsync(RestartEvidence evidence, RunDeadlines deadlines, CancellationToken cancellationToken)
    {
        long begun = _time.GetTimestamp();
        for (int attempt = 0; ; attempt++)
        {
            ComfyException? failure = null;
            try
            {
                if (await ReadHistoryAsync(deadlines, cancellationToken).ConfigureAwait(false) is { } history)
                    return new RunEnd(history, RunWitness.Socket);
            }
            catch (ComfyException exception)
            {
                Log.PollFailed(services.Logger, run.PromptId, exception);
                failure = exception;
            }
            // What the socket told is not all there is after a gap, so that a server which cannot answer is worth a longer wait.
            bool isFinal = failure is ComfyServerException { IsTooLarge: true };
            bool isWorthAWait = failure is not null && !IsHeardOut && _time.GetElapsedTime(begun) < services.Options.UnreachableTimeout;
            if (!isFinal && !deadlines.IsRunPassed && (attempt < HistoryRetries.Length || isWorthAWait))
            {
                await Task.Delay(HistoryRetries[Math.Min(attempt, HistoryRetries.Length - 1)], _time, cancellationToken).ConfigureAwait(false);
                continue;
            }
            if (IsKnown)
                return new RunEnd(null, RunWitness.Socket);
            deadlines.Check();
            if (!await IsUnderWayAsync(cancellationToken).ConfigureAwait(false))
            {
                bool isRestarted = failure is null && await evidence.JudgeAsync(services.Api, cancellationToken).ConfigureAwait(false) == RunLostReason.Restarted;
                throw isRestarted ? Lost(RunLostReason.Restarted) : NoHistory(failure);
            }
            run.DoubtEnd();
            return null;
        }
    }

    private async Task<HistoryEntry?> ReadHistoryAsync(RunDeadlines deadlines, CancellationToken cancellationToken)
    {
        TimeSpan patience = deadlines.Cut(ComfyClientDefaults.LookTimeout);
        using var limit = new LinkedTimeout(patience, _time, cancellationToken);
        try
        {
            return await services.Api.GetHistoryAsync(run.PromptId, run.Scope, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ComfyConnectionException($"{services.Api.Server} did not answer within {patience.TotalSeconds:0.###} s.", exception);
        }
    }

    private async Task<bool> IsUnderWayAsync(CancellationToken cancellationToken)
    {
        try
        {
            RunSighting seen = await services.Lookout.LookAsync(run, cancellationToken).ConfigureAwait(false);
            return seen.Record is not null || seen.Place is RunPlace.Pending or RunPlace.Running;
        }
        catch (ComfyException exception)
        {
            Log.PollFailed(services.Logger, run.PromptId, exception);
            return false;
        }
    }

    private ComfyRunLostException Lost(RunLostReason reason)
    {
        string cause = reason == RunLostReason.Restarted ? "the server was restarted" : run.TakenOff > 0 ? "this client deleted it" : "someone deleted it";
        return new ComfyRunLostException(reason, $"The run is neither in the server's queue nor in its history: {cause}.", run.PromptId);
    }

    private ComfyRunLostException NoHistory(ComfyException? failure)
    {
        string message = run.HasSucceeded
            ? "The run has succeeded, but outputs may be missing: the socket was away meanwhile, and the server's history cannot be read or does not have the run."
            : "The run has ended, but the server keeps no history of it and did not tell the outcome.";
        return new ComfyRunLostException(RunLostReason.NoHistory, message, run.PromptId, failure);
    }

    /// <summary>Only news of this run shows that somebody works on it: what the socket brings of others says nothing about its end.</summary>
    private void ThrowIfGone(ComfyException cause)
    {
        TimeSpan silence = _time.GetElapsedTime(Math.Max(_failing!.Value, run.LastHeard));
        if (silence >= services.Options.UnreachableTimeout)
            throw new ComfyRunLostException(RunLostReason.Unreachable, $"The server has been out of reach for {silence.TotalSeconds:0} s.", run.PromptId, cause);
    }
}
