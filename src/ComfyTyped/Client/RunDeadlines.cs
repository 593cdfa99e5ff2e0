namespace ComfyTyped.Client;

/// <summary>The time limits of one run, as far as its options or those of the client set any.</summary>
internal sealed class RunDeadlines(RunState run, RunOptions limits, TimeProvider time)
{
    /// <summary>Timers are no finer, and one that is early must not be set again at once.</summary>
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    private readonly TimeProvider _time = time;
    private readonly long _begun = time.GetTimestamp();
    private long _queued = time.GetTimestamp();
    private long? _running;

    /// <summary>Gets what is left of the limit of the whole run; null without one.</summary>
    public TimeSpan? LeftOfRun => limits.RunTimeout is { } limit ? Left(limit, _begun) : null;

    /// <summary>Gets the limit of what it does at the moment. Who is heard of is no more in the queue.</summary>
    private (RunTimeoutReason Reason, TimeSpan? Limit, long Since) Phase
    {
        get
        {
            if (run.Heard > 0)
                OnRunning();
            return _running is { } running
                ? (RunTimeoutReason.Silence, limits.SilenceTimeout, Math.Max(running, run.LastHeard))
                : (RunTimeoutReason.Queue, limits.QueueTimeout, _queued);
        }
    }

    /// <summary>Notes that it was sent again.</summary>
    public void OnResubmitted() => (_queued, _running) = (_time.GetTimestamp(), null);

    /// <summary>Notes that the queue shows it as running.</summary>
    public void OnRunning() => _running ??= _time.GetTimestamp();

    /// <summary>Cuts a pause where a limit ends.</summary>
    public TimeSpan Cut(TimeSpan pause)
    {
        if (LeftOfRun is { } whole && whole < pause)
            pause = whole;
        (_, TimeSpan? limit, long since) = Phase;
        return limit is { } some && Left(some, since) is var left && left < pause ? left : pause;
    }

    /// <exception cref="ComfyRunTimeoutException">A limit is passed.</exception>
    public void ThrowIfPassed()
    {
        ThrowIfPassed(RunTimeoutReason.Run, limits.RunTimeout, _begun);
        (RunTimeoutReason reason, TimeSpan? limit, long since) = Phase;
        ThrowIfPassed(reason, limit, since);
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
