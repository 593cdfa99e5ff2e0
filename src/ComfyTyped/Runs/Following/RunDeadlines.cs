using ComfyTyped.Diagnostics;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.Runs;

/// <summary>The time limits of one run, as far as its options or those of the client set any, from the moment when it is asked for.</summary>
/// <param name="run">The run.</param>
/// <param name="limits">Its options, with those of the client filled in.</param>
/// <param name="options">The clock.</param>
/// <param name="logger">Where silence is warned of.</param>
internal sealed class RunDeadlines(RunState run, RunOptions limits, ComfyClientOptions options, ILogger logger)
{
    /// <summary>Timers are no finer, and one that is early must not be set again at once.</summary>
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    /// <summary>The part of the silence limit after which the log warns for the first time; then each time after twice as long.</summary>
    private const int FirstWarning = 16;

    /// <summary>A run that is worked on is warned of after a minute at the latest: one that waits may do so because another takes its time.</summary>
    private static readonly TimeSpan FirstRunningWarning = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _time = options.TimeProvider;
    private readonly long _begun = options.TimeProvider.GetTimestamp();
    private long _queued = options.TimeProvider.GetTimestamp();
    private long _progress = options.TimeProvider.GetTimestamp();
    private long? _running;
    private int _queueMoves;
    private TimeSpan? _warnAfter;

    /// <summary>Gets what is left of the limit of the whole run; null without one.</summary>
    public TimeSpan? LeftOfRun => limits.RunTimeout is { } limit ? Left(limit, _begun) : null;

    /// <summary>Gets whether the limit of the whole run is passed.</summary>
    public bool IsRunPassed => limits.RunTimeout is { } limit && _time.GetElapsedTime(_begun) >= limit;

    /// <summary>Gets when the server last made progress that concerns the run.</summary>
    private long LastProgress => Math.Max(_progress, Math.Max(run.LastHeard, _running is null ? run.Socket.Runs.LastStatus : 0));

    /// <summary>Gives the failure of a run that did not end in time.</summary>
    public ComfyRunTimeoutException RunPassed() => new(RunTimeoutReason.Run, limits.RunTimeout!.Value, run.PromptId);

    /// <summary>Notes that it was sent, perhaps again.</summary>
    public void OnSubmitted()
    {
        _queued = _progress = _time.GetTimestamp();
        (_running, _warnAfter) = (null, null);
    }

    /// <summary>Notes that it runs.</summary>
    public void OnRunning()
    {
        if (_running is null)
            _running = _progress = _time.GetTimestamp();
    }

    /// <summary>Notes how often the server's queue was seen to change, while the run waits in it.</summary>
    public void OnQueue(int moves)
    {
        if (moves != _queueMoves)
            _progress = _time.GetTimestamp();
        _queueMoves = moves;
    }

    /// <summary>Cuts a pause where a limit ends.</summary>
    public TimeSpan Cut(TimeSpan pause)
    {
        if (LeftOfRun is { } whole && whole < pause)
            pause = whole;
        if (_running is null && limits.QueueTimeout is { } queue && Left(queue, _queued) is var inQueue && inQueue < pause)
            pause = inQueue;
        return limits.SilenceTimeout is { } silence && Left(silence, LastProgress) is var left && left < pause ? left : pause;
    }

    /// <summary>Looks whether a limit is passed, and warns of silence before one is.</summary>
    /// <exception cref="ComfyRunTimeoutException">A limit is passed.</exception>
    public void Check()
    {
        if (run.Phase >= RunPhase.Running)
            OnRunning();
        ThrowIfPassed(RunTimeoutReason.Run, limits.RunTimeout, _begun);
        if (_running is null)
            ThrowIfPassed(RunTimeoutReason.Queue, limits.QueueTimeout, _queued);
        ThrowIfPassed(RunTimeoutReason.Silence, limits.SilenceTimeout, LastProgress);
        Warn();
    }

    private void Warn()
    {
        if (limits.SilenceTimeout is not { } limit)
            return;
        TimeSpan silence = _time.GetElapsedTime(LastProgress);
        TimeSpan first = limit / FirstWarning;
        if (_running is not null && first > FirstRunningWarning)
            first = FirstRunningWarning;
        if (silence < first)
            _warnAfter = null;
        else if (silence >= (_warnAfter ?? TimeSpan.Zero))
        {
            _warnAfter = silence * 2;
            Log.RunSilent(logger, run.PromptId, silence.TotalSeconds, limit.TotalSeconds);
        }
    }

    private void ThrowIfPassed(RunTimeoutReason reason, TimeSpan? limit, long since)
    {
        if (limit is { } some && _time.GetElapsedTime(since) >= some)
            throw new ComfyRunTimeoutException(reason, some, run.PromptId);
    }

    private TimeSpan Left(TimeSpan limit, long since)
    {
        TimeSpan left = limit - _time.GetElapsedTime(since);
        return left > ShortestWait ? left : ShortestWait;
    }
}
