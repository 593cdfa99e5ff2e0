namespace ComfyTyped.Pool;

/// <summary>A run that a server is to drop, and when it is told so.</summary>
/// <param name="promptId">Its id there.</param>
/// <param name="mayComeLate">Whether its prompt may still be on the way, so that telling the server once is not enough.</param>
/// <param name="time">The clock.</param>
internal sealed class AbandonedRun(string promptId, bool mayComeLate, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastPause = TimeSpan.FromMinutes(1);

    private readonly long _since = time.GetTimestamp();
    private long _lastTried;
    private TimeSpan _pause;

    public string PromptId => promptId;

    /// <summary>Gets whether the server has taken note once.</summary>
    public bool IsTold { get; private set; }

    /// <summary>Gets whether it need not be told again.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Gets why it could not be told the last time.</summary>
    public Exception? Failure { get; private set; }

    public bool IsDue => _pause == TimeSpan.Zero || time.GetElapsedTime(_lastTried) >= _pause;

    public bool IsOld => time.GetElapsedTime(_since) >= ComfyPoolDefaults.AbandonedRunLifetime;

    /// <param name="isDropped">Whether the server has done as it was told.</param>
    public void OnAnswer(bool isDropped)
    {
        Failure = null;
        IsTold |= isDropped;
        IsDone = isDropped && (!mayComeLate || _pause >= LastPause);
        Wait();
    }

    public void OnFailure(Exception failure)
    {
        Failure = failure;
        Wait();
    }

    /// <summary>Notes that the server will not take note, however often it is told.</summary>
    public void GiveUp() => (IsTold, IsDone) = (true, true);

    private void Wait()
    {
        _lastTried = time.GetTimestamp();
        _pause = _pause == TimeSpan.Zero ? FirstPause : _pause * 2 < LastPause ? _pause * 2 : LastPause;
    }
}
