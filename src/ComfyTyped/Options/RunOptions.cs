using ComfyTyped.Options;

namespace ComfyTyped;

/// <summary>How one run is queued, how long it may take, and whether it is begun again when it fails.</summary>
public sealed record RunOptions
{
    /// <summary>Gets whether it goes in front of everything that waits (<c>front</c>); of several, the last one that was put in front runs first.</summary>
    /// <value>The default is false. It has no effect beside <see cref="Number"/>, and none on Comfy Cloud.</value>
    public bool Front { get; init; }

    /// <summary>Gets its place in the queue (<c>number</c>): lower runs first. Servers count up from 0 for runs that name none.</summary>
    /// <value>The default is null: at the end. Any finite number.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is not finite.</exception>
    public double? Number
    {
        get;
        init => field = value is null || double.IsFinite(value.Value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Number), value, "The server takes finite numbers.");
    }

    /// <summary>Gets how long the run may wait in the server's queue: see <see cref="ComfyClientOptions.QueueTimeout"/>.</summary>
    /// <value>The default is null: as the client's options say. <see cref="Timeout.InfiniteTimeSpan"/> for without end.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is not longer than zero, or longer than 24 days.</exception>
    public TimeSpan? QueueTimeout
    {
        get;
        init => field = Checked(value);
    }

    /// <summary>Gets how long the run may be silent once it has left the queue: see <see cref="ComfyClientOptions.SilenceTimeout"/>.</summary>
    /// <value>The default is null: as the client's options say. <see cref="Timeout.InfiniteTimeSpan"/> for without end.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is not longer than zero, or longer than 24 days.</exception>
    public TimeSpan? SilenceTimeout
    {
        get;
        init => field = Checked(value);
    }

    /// <summary>Gets how long the run may take altogether: see <see cref="ComfyClientOptions.RunTimeout"/>.</summary>
    /// <value>The default is null: as the client's options say. <see cref="Timeout.InfiniteTimeSpan"/> for without end.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is not longer than zero, or longer than 24 days.</exception>
    public TimeSpan? RunTimeout
    {
        get;
        init => field = Checked(value);
    }

    /// <summary>Gets what decides whether the run is begun again when a node has failed: see <see cref="ComfyClientOptions.FailedRunPolicy"/>.</summary>
    /// <value>The default is null: as the client's options say.</value>
    public IFailedRunPolicy? FailedRunPolicy { get; init; }

    /// <summary>Gets what hears the handle of the run before it is sent, so that no run is without one that a server may have.</summary>
    internal Action<RunHandle>? Submitting { get; init; }

    /// <summary>Fills in what the client's options say.</summary>
    internal RunOptions Over(ComfyClientOptions client) => this with
    {
        QueueTimeout = Limit(QueueTimeout, client.QueueTimeout),
        SilenceTimeout = Limit(SilenceTimeout, client.SilenceTimeout),
        RunTimeout = Limit(RunTimeout, client.RunTimeout),
        FailedRunPolicy = FailedRunPolicy ?? client.FailedRunPolicy,
    };

    private static TimeSpan? Limit(TimeSpan? own, TimeSpan? clients) => own == Timeout.InfiniteTimeSpan ? null : own ?? clients;

    private static TimeSpan? Checked(TimeSpan? limit) => limit is null || limit == Timeout.InfiniteTimeSpan || ComfyClientOptions.IsPause(limit.Value)
        ? limit
        : throw new ArgumentOutOfRangeException(nameof(limit), limit, "It must be longer than zero, and at most about 24 days.");
}
