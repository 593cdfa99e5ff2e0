using ComfyTyped.Connection;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.Client;

/// <summary>
/// Waits for the end of a run. The socket is one witness; the server's jobs, or its history and queue, are the others: the first to know the end
/// ends it, and none of them is needed.
/// </summary>
internal sealed class RunFollower(
    RunState run,
    SharedConnection connection,
    RunRegistry runs,
    ServerApi api,
    bool isResumed,
    ComfyClientOptions options,
    ILogger logger) : IRunFollower
{
    private static readonly TimeSpan[] HistoryRetries = [.. new[] { 50, 100, 200, 400, 800 }.Select(milliseconds => TimeSpan.FromMilliseconds(milliseconds))];

    private readonly TimeProvider _time = options.TimeProvider;
    private readonly long _started = options.TimeProvider.GetTimestamp();

    // A run of another process is looked for at once, like after a gap.
    private int _changes = isResumed ? -1 : connection.Changes;
    private RunPlace _place;
    private TimeSpan _pause;
    private long _lastAnswer;
    private long _heard;
    private int _absences;
    private bool _hadGap;
    private bool _wasOutOfReach;

    /// <inheritdoc/>
    public async Task<RunEnd> FollowAsync(RestartEvidence evidence, RunDeadlines deadlines, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (run.IsEnded && await ReadEndAsync(cancellationToken).ConfigureAwait(false) is { } told)
                return told;
            deadlines.ThrowIfPassed();
            // A socket that has just gone may have taken the end with it, and one that is back may have come too late for it: look at once.
            if (HasChanged())
            {
                evidence.OnGap();
                _hadGap = true;
            }
            else
            {
                bool wasWoken = await run.WaitAsync(deadlines.Cut(NextPause()), _time, cancellationToken).ConfigureAwait(false);
                if (wasWoken || cancellationToken.IsCancellationRequested || IsTalking())
                    continue;
            }
            if (await LookAsync(evidence, deadlines, cancellationToken).ConfigureAwait(false) is not { } end)
                continue;
            await HearOutAsync(cancellationToken).ConfigureAwait(false);
            return end;
        }
    }

    private bool IsOpen => connection.Hears(run.ClientId);

    private bool HasChanged()
    {
        int before = _changes;
        _changes = connection.Changes;
        return _changes != before;
    }

    /// <summary>The history was quicker than the socket, which may still be busy with a large preview: its last events are worth a moment.</summary>
    private async Task HearOutAsync(CancellationToken cancellationToken)
    {
        long found = _time.GetTimestamp();
        TimeSpan left = ComfyClientDefaults.EndGrace;
        while (IsOpen && !run.IsEnded && left > TimeSpan.Zero)
        {
            await run.WaitAsync(left, _time, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            left = ComfyClientDefaults.EndGrace - _time.GetElapsedTime(found);
        }
    }

    private TimeSpan NextPause()
    {
        if (run.HasOutcome || _absences > 0)
            return Shorter(options.HistoryPollInterval, ComfyClientDefaults.EndGrace);
        // It grows while there is no socket, and begins anew with the next gap, and when the run gets its turn.
        _pause = IsOpen ? TimeSpan.Zero
            : _pause == TimeSpan.Zero ? ComfyClientDefaults.DisconnectedPollInterval
            : Shorter(_pause * 1.5, options.HistoryPollInterval);
        return IsOpen ? options.HistoryPollInterval : Shorter(_pause, options.HistoryPollInterval);
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    /// <summary>While the socket brings news of the run there is no need to ask.</summary>
    private bool IsTalking()
    {
        long heard = run.Heard;
        bool isTalking = IsOpen && !run.HasOutcome && heard != _heard;
        _heard = heard;
        return isTalking;
    }

    /// <returns>Null while the run goes on, as far as can be seen.</returns>
    private async Task<RunEnd?> LookAsync(RestartEvidence evidence, RunDeadlines deadlines, CancellationToken cancellationToken)
    {
        using LinkedTimeout? limit = deadlines.LeftOfRun is { } left ? new LinkedTimeout(left, _time, cancellationToken) : null;
        CancellationToken token = limit?.Token ?? cancellationToken;
        int? socket = evidence.Socket;
        RunSighting seen;
        try
        {
            seen = await api.LookAsync(run.PromptId, run.Scope, token).ConfigureAwait(false);
            if (seen.Record is { } record)
                return new RunEnd(record, run.HasOutcome ? RunWitness.Socket : seen.Witness);
            OnPlace(seen.Place, socket, evidence, deadlines);
            if (_wasOutOfReach)
                connection.Hurry();
            _wasOutOfReach = false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The time of the run is over.
            return null;
        }
        catch (ComfyException exception)
        {
            Log.PollFailed(logger, run.PromptId, exception);
            evidence.OnFailure(exception);
            if (exception is ComfyConnectionException)
            {
                _wasOutOfReach = true;
                api.Forget();
            }
            ThrowIfGone(exception);
            return null;
        }
        if (seen.Place == RunPlace.Lost)
            throw new ComfyRunLostException(RunLostReason.Reported, "The server says that it has lost the run.", run.PromptId);
        if (_absences < api.Dialect.AbsencesUntilLost)
            return null;
        if (run.HasVerdict)
            return new RunEnd(null, seen.Witness);
        if (seen.Place == RunPlace.Ended)
            throw NoHistory(null);
        RunLostReason reason = await evidence.JudgeAsync(api, cancellationToken).ConfigureAwait(false);
        string cause = reason == RunLostReason.Restarted ? "the server was restarted" : "someone deleted it";
        throw new ComfyRunLostException(reason, $"The run is neither in the server's queue nor in its history: {cause}.", run.PromptId);
    }

    private void OnPlace(RunPlace place, int? socket, RestartEvidence evidence, RunDeadlines deadlines)
    {
        _absences = place is RunPlace.Absent or RunPlace.Ended ? _absences + 1 : 0;
        _lastAnswer = _time.GetTimestamp();
        if (place != _place)
            _pause = TimeSpan.Zero;
        _place = place;
        if (place != RunPlace.Absent)
            evidence.Clear(socket);
        else if (!IsOpen && options.ConnectionMode == ConnectionMode.Socket)
            evidence.OnGap();
        if (place != RunPlace.Running)
            return;
        deadlines.OnRunning();
        if (IsOpen)
            connection.OnRunning();
    }

    /// <returns>Null when the socket is mistaken: the run goes on.</returns>
    private async Task<RunEnd?> ReadEndAsync(CancellationToken cancellationToken)
    {
        long begun = _time.GetTimestamp();
        for (int attempt = 0; ; attempt++)
        {
            ComfyException? failure = null;
            try
            {
                if (await api.GetHistoryAsync(run.PromptId, run.Scope, cancellationToken).ConfigureAwait(false) is { } history)
                    return new RunEnd(history, RunWitness.Socket);
            }
            catch (ComfyException exception)
            {
                Log.PollFailed(logger, run.PromptId, exception);
                failure = exception;
            }
            // What the socket told is not all there is after a gap, so that a server which cannot answer is worth a longer wait.
            bool isWorthAWait = failure is not null && (_hadGap || !run.HasVerdict) && _time.GetElapsedTime(begun) < options.UnreachableTimeout;
            if (attempt < HistoryRetries.Length || isWorthAWait)
            {
                await Task.Delay(HistoryRetries[Math.Min(attempt, HistoryRetries.Length - 1)], _time, cancellationToken).ConfigureAwait(false);
                continue;
            }
            if (run.HasVerdict)
                return new RunEnd(null, RunWitness.Socket);
            if (!await IsUnderWayAsync(cancellationToken).ConfigureAwait(false))
                throw NoHistory(failure);
            run.DoubtEnd();
            return null;
        }
    }

    private async Task<bool> IsUnderWayAsync(CancellationToken cancellationToken)
    {
        try
        {
            RunSighting seen = await api.LookAsync(run.PromptId, run.Scope, cancellationToken).ConfigureAwait(false);
            return seen.Record is not null || seen.Place is RunPlace.Pending or RunPlace.Running;
        }
        catch (ComfyException exception)
        {
            Log.PollFailed(logger, run.PromptId, exception);
            return false;
        }
    }

    private ComfyRunLostException NoHistory(ComfyException? failure) => new(
        RunLostReason.NoHistory, "The run has ended, but the server keeps no history of it and did not tell the outcome.", run.PromptId, failure);

    private void ThrowIfGone(ComfyException cause)
    {
        long lastSign = Math.Max(_started, Math.Max(_lastAnswer, runs.LastMessage));
        TimeSpan silence = _time.GetElapsedTime(lastSign);
        if (silence >= options.UnreachableTimeout)
            throw new ComfyRunLostException(RunLostReason.Unreachable, $"The server has been out of reach for {silence.TotalSeconds:0} s.", run.PromptId, cause);
    }
}
