using ComfyTyped.Primitives;

namespace ComfyTyped.Pool;

/// <summary>
/// The time limits of one run of a pool that do not restart on each server: how long it may take altogether, and how long it may wait for its turn, in the
/// pool and then in the server's queue. What the run's own options leave open is up to the clients of the servers.
/// </summary>
/// <param name="queueing">What was asked for.</param>
/// <param name="time">The clock.</param>
/// <param name="stop">Ends the run for other reasons.</param>
internal sealed class PooledRunLimits(RunOptions queueing, TimeProvider time, CancellationToken stop) : IDisposable
{
    /// <summary>Timers are no finer.</summary>
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    private readonly LinkedTimeout _whole = new(Timeout.InfiniteTimeSpan, time, stop);
    private readonly long _begun = time.GetTimestamp();
    private TimeSpan? _wholeLimit;
    private TimeSpan? _queueLimit;
    private long _queued = time.GetTimestamp();

    /// <summary>Gets a token that ends with the run's time, or with its stop.</summary>
    public CancellationToken Token => _whole.Token;

    /// <summary>Gets whether it was its time that ended it.</summary>
    private bool IsOver => _whole.IsCancellationRequested && !stop.IsCancellationRequested;

    /// <summary>Restarts the wait for its turn, since it has left a server.</summary>
    public void OnQueued() => _queued = time.GetTimestamp();

    /// <summary>Notes that it waits for one of some servers. As long as one of them would give it time, it has time.</summary>
    public void OnWaiting(IReadOnlyCollection<PoolServer> servers)
    {
        _queueLimit = Finite(queueing.QueueTimeout ?? LongestOf(servers.Select(server => server.Client.Limits.QueueTimeout)));
        Apply(queueing.RunTimeout ?? LongestOf(servers.Select(server => server.Client.Limits.RunTimeout)));
    }

    /// <summary>Waits for a server.</summary>
    /// <param name="wait">Waits.</param>
    /// <param name="promptId">The id of the run where it was last; empty when it was nowhere.</param>
    /// <param name="cause">How it was lost there.</param>
    /// <exception cref="ComfyRunTimeoutException">It has waited too long for its turn.</exception>
    public async Task<T> WaitAsync<T>(Func<CancellationToken, Task<T>> wait, string promptId, Exception? cause)
    {
        using var limit = new LinkedTimeout(_queueLimit is { } some ? Left(some, _queued) : Timeout.InfiniteTimeSpan, time, Token);
        try
        {
            return await wait(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !Token.IsCancellationRequested)
        {
            throw new ComfyRunTimeoutException(RunTimeoutReason.Queue, _queueLimit!.Value, promptId, cause);
        }
    }

    /// <summary>Gives the options for a server: what is left of its time in the queue, and no limit for the whole, which is enforced here.</summary>
    public RunOptions OnPlaced(PoolServer server)
    {
        _queueLimit = Finite(queueing.QueueTimeout ?? server.Client.Limits.QueueTimeout);
        Apply(queueing.RunTimeout ?? server.Client.Limits.RunTimeout);
        TimeSpan queue = _queueLimit is { } limit ? Left(limit, _queued) : Timeout.InfiniteTimeSpan;
        return queueing with { RunTimeout = Timeout.InfiniteTimeSpan, QueueTimeout = queue };
    }

    /// <summary>Gives the exception for a run whose time was over; null when it has ended otherwise.</summary>
    /// <param name="exception">What it has ended with.</param>
    /// <param name="promptId">Its id where it was last; empty when it was nowhere.</param>
    /// <param name="cause">How it was lost, when it waited to be sent again.</param>
    public ComfyRunTimeoutException? Explain(Exception exception, string promptId, Exception? cause) => exception switch
    {
        OperationCanceledException when IsOver =>
            new ComfyRunTimeoutException(RunTimeoutReason.Run, _wholeLimit ?? time.GetElapsedTime(_begun), promptId, cause),
        // A server was given only what was left of it.
        ComfyRunTimeoutException { Reason: RunTimeoutReason.Queue } passed when passed.Limit != _queueLimit && _queueLimit is { } limit =>
            new ComfyRunTimeoutException(RunTimeoutReason.Queue, limit, passed.PromptId, passed),
        _ => null,
    };

    public void Dispose() => _whole.Dispose();

    private void Apply(TimeSpan? limit)
    {
        if (_whole.IsCancellationRequested)
            return;
        _wholeLimit = Finite(limit);
        _whole.CancelAfter(_wholeLimit is { } some ? Left(some, _begun) : Timeout.InfiniteTimeSpan);
    }

    private TimeSpan Left(TimeSpan limit, long since)
    {
        TimeSpan left = limit - time.GetElapsedTime(since);
        return left > ShortestWait ? left : ShortestWait;
    }

    private static TimeSpan? Finite(TimeSpan? limit) => limit == Timeout.InfiniteTimeSpan ? null : limit;

    private static TimeSpan? LongestOf(IEnumerable<TimeSpan?> limits)
    {
        TimeSpan? longest = TimeSpan.Zero;
        foreach (TimeSpan? limit in limits)
            longest = limit is null || longest is null ? null : limit > longest ? limit : longest;
        return longest == TimeSpan.Zero ? null : longest;
    }
}
