namespace ComfyTyped.Runs;

/// <summary>How long a run waits before it is looked for at the server: long while its socket can be trusted to tell, short while it cannot.</summary>
internal sealed class LookPace(SharedSocket socket, ComfyClientOptions options)
{
    private const double Growth = 1.5;

    /// <summary>An open socket that can be trusted needs only a look now and then: this many intervals.</summary>
    private const int TrustedIntervals = 6;

    private readonly TimeProvider _time = options.TimeProvider;
    private readonly long _started = options.TimeProvider.GetTimestamp();
    private TimeSpan _pause;
    private long _looked = options.TimeProvider.GetTimestamp();

    /// <summary>Gets whether the socket is open and has shown since the run was sent that the server knows it: each prompt that a queue takes is reported to all.</summary>
    private bool IsTrusted => socket.IsOpen && !socket.IsDoubtful && socket.Runs.LastMessage >= _started;

    /// <summary>Gets whether the socket has just shown that it works, so that a look can wait, unless the last one is long ago.</summary>
    public bool IsVouchedFor => IsTrusted
        && _time.GetElapsedTime(socket.Runs.LastMessage) < options.HistoryPollInterval
        && _time.GetElapsedTime(_looked) < options.HistoryPollInterval * TrustedIntervals;

    /// <summary>Makes the pauses short again: the run has moved on, or may have.</summary>
    public void Restart() => _pause = TimeSpan.Zero;

    public void OnLook() => _looked = _time.GetTimestamp();

    /// <summary>Gives the next pause, which is longer than the one before.</summary>
    /// <param name="isUrgent">Whether the end of the run is near.</param>
    public TimeSpan TakeNext(bool isUrgent)
    {
        if (isUrgent)
            return Shorter(options.HistoryPollInterval, ComfyClientDefaults.EndGrace);
        bool isTrusted = IsTrusted;
        TimeSpan first = isTrusted ? options.HistoryPollInterval : Shorter(ComfyClientDefaults.DisconnectedPollInterval, options.HistoryPollInterval);
        TimeSpan longest = isTrusted ? options.HistoryPollInterval * TrustedIntervals
            : socket.IsOpen ? Shorter(options.HistoryPollInterval, ComfyClientDefaults.DoubtfulPollInterval)
            : options.HistoryPollInterval;
        _pause = _pause < first ? first : Shorter(_pause * Growth, longest);
        // Runs that were sent together need not be looked for together.
        return _pause * (1 + (Random.Shared.NextDouble() / 8));
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
