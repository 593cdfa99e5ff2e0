namespace ComfyTyped.Pool;

/// <summary>A run that is to be cancelled on a server, and when that is tried.</summary>
/// <param name="promptId">Its id there.</param>
/// <param name="time">The clock.</param>
internal sealed class AbandonedRun(string promptId, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastPause = TimeSpan.FromMinutes(1);

    private readonly long _since = time.GetTimestamp();
    private long _lastTried;
    private TimeSpan _pause;

    public string PromptId => promptId;

    /// <summary>Gets whether it is cancelled, or never can be.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Gets why the last attempt failed.</summary>
    public Exception? Failure { get; private set; }

    public bool IsDue => _pause == TimeSpan.Zero || time.GetElapsedTime(_lastTried) >= _pause;

    public bool IsOld => time.GetElapsedTime(_since) >= ComfyPoolDefaults.AbandonedRunLifetime;

    public void End() => IsDone = true;

    /// <summary>Notes that it has to be tried again.</summary>
    /// <param name="failure">Why the attempt failed; null when the server cannot cancel it without others.</param>
    public void Wait(Exception? failure)
    {
        Failure = failure;
        _lastTried = time.GetTimestamp();
        _pause = _pause == TimeSpan.Zero ? FirstPause : _pause * 2 < LastPause ? _pause * 2 : LastPause;
    }
}
