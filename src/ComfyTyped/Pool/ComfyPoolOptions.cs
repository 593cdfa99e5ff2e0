using ComfyTyped.Options;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ComfyTyped;

/// <summary>How a <see cref="ComfyPool"/> spreads runs over its servers. Read once, when the pool is made. How each server is reached is in its <see cref="ComfyClientOptions"/>.</summary>
public sealed class ComfyPoolOptions
{
    /// <summary>Gets or sets how many runs of the pool a server has at once, the waiting ones included. All others wait in the pool, so that they can still go anywhere.</summary>
    /// <value>The default is <see cref="ComfyPoolDefaults.MaxRunsPerServer"/>; at least 1. A server whose queue other clients fill gets one at a time.</value>
    public int MaxRunsPerServer { get; set; } = ComfyPoolDefaults.MaxRunsPerServer;

    /// <summary>
    /// Gets or sets how many runs of queue are as bad as loading a model. A run goes to the server of the least cost, which is the number of prompts there plus
    /// this one if the last run there used other model files.
    /// </summary>
    /// <value>
    /// The default is <see cref="ComfyPoolDefaults.ModelLoadPenalty"/>: an idle server is never passed over for a busy one. 0 ignores models; more suits models that
    /// take longer to load than a run takes. Not negative, and finite.
    /// </value>
    public double ModelLoadPenalty { get; set; } = ComfyPoolDefaults.ModelLoadPenalty;

    /// <summary>Gets or sets how often a run may be resubmitted, to another server or to the one that lost it. It may be the run that makes servers crash.</summary>
    /// <value>The default is <see cref="ComfyPoolDefaults.MaxMoves"/>; beyond it the run ends with <see cref="ComfyRunLostException"/>. Not negative.</value>
    public int MaxMoves { get; set; } = ComfyPoolDefaults.MaxMoves;

    /// <summary>
    /// Gets or sets how long a run that the pool has accepted (it has been on a server, or waits for room on one) waits while no server can run it. A run that is
    /// started when no server can run it fails at once.
    /// </summary>
    /// <value>The default is <see cref="ComfyClientDefaults.UnreachableTimeout"/>; not negative, and at most 24 days.</value>
    public TimeSpan UnreachableTimeout { get; set; } = ComfyClientDefaults.UnreachableTimeout;

    /// <summary>Gets or sets the pause between two probes of a server (<c>GET /prompt</c>, a few bytes). One whose socket drops is probed at once.</summary>
    /// <value>The default is <see cref="ComfyPoolDefaults.ProbeInterval"/>; more than zero and at most 24 days.</value>
    public TimeSpan ProbeInterval { get; set; } = ComfyPoolDefaults.ProbeInterval;

    /// <summary>Gets or sets the longest pause between two probes of a server that is down. They begin at a second or <see cref="ProbeInterval"/>, whichever is less, and double.</summary>
    /// <value>The default is <see cref="ComfyPoolDefaults.MaxProbePause"/>; more than zero and at most 24 days.</value>
    public TimeSpan MaxProbePause { get; set; } = ComfyPoolDefaults.MaxProbePause;

    /// <summary>Gets or sets how long a server may take to answer a probe.</summary>
    /// <value>The default is <see cref="ComfyPoolDefaults.ProbeTimeout"/>; more than zero and at most 24 days.</value>
    public TimeSpan ProbeTimeout { get; set; } = ComfyPoolDefaults.ProbeTimeout;

    /// <summary>Gets or sets how long the pool believes what a server told of its node classes and files. A refusal for lack of one of them makes it ask again.</summary>
    /// <value>The default is <see cref="ComfyPoolDefaults.CapabilityLifetime"/>; more than zero and at most 24 days.</value>
    public TimeSpan CapabilityLifetime { get; set; } = ComfyPoolDefaults.CapabilityLifetime;

    /// <summary>Gets or sets whether a workflow is looked through before it is sent: as <see cref="ComfyClientOptions.ValidateBeforeSubmit"/>, which the pool does not look at.</summary>
    /// <value>The default is true.</value>
    public bool ValidateBeforeSubmit { get; set; } = true;

    /// <summary>Gets or sets how many events of a run wait for a reader: as <see cref="ComfyClientOptions.EventBufferSize"/>, which the pool does not look at.</summary>
    /// <value>The default is <see cref="ComfyClientDefaults.EventBufferSize"/>; at least 1.</value>
    public int EventBufferSize { get; set; } = ComfyClientDefaults.EventBufferSize;

    /// <summary>Gets or sets how many bytes the events of a run take up that wait for a reader: as <see cref="ComfyClientOptions.EventBufferBytes"/>, which the pool does not look at.</summary>
    /// <value>The default is <see cref="ComfyClientDefaults.EventBufferBytes"/>; at least 1.</value>
    public long EventBufferBytes { get; set; } = ComfyClientDefaults.EventBufferBytes;

    /// <summary>Gets or sets whether the log tells what the inputs of each run hold: as <see cref="ComfyClientOptions.LogInputs"/>, which the pool does not look at.</summary>
    /// <value>The default is false.</value>
    public bool LogInputs { get; set; }

    /// <summary>Gets or sets the clock of all pauses and timeouts.</summary>
    /// <value>The default is <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Gets or sets where the log goes, under the category <c>ComfyTyped.ComfyPool</c>.</summary>
    /// <value>The default is nowhere.</value>
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    /// <summary>Gets what an unread run may keep in its events.</summary>
    internal EventLimits EventLimits => new(EventBufferSize, EventBufferBytes);

    /// <summary>Gives a copy that later changes do not reach.</summary>
    /// <exception cref="ArgumentException">An option is of no use.</exception>
    internal ComfyPoolOptions Snapshot()
    {
        ThrowIfUnusable();
        return (ComfyPoolOptions)MemberwiseClone();
    }

    /// <exception cref="ArgumentException">An option is of no use.</exception>
    internal void ThrowIfUnusable()
    {
        ArgumentNullException.ThrowIfNull(TimeProvider);
        ArgumentNullException.ThrowIfNull(LoggerFactory);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxRunsPerServer, 1);
        EventLimits.ThrowIfInvalid();
        ArgumentOutOfRangeException.ThrowIfNegative(MaxMoves);
        if (!double.IsFinite(ModelLoadPenalty) || ModelLoadPenalty < 0)
            throw new ArgumentOutOfRangeException(nameof(ModelLoadPenalty), ModelLoadPenalty, "It must be finite and not negative.");
        if (UnreachableTimeout != TimeSpan.Zero)
            ComfyClientOptions.ThrowIfNoPause(UnreachableTimeout, nameof(UnreachableTimeout));
        ComfyClientOptions.ThrowIfNoPause(ProbeInterval, nameof(ProbeInterval));
        ComfyClientOptions.ThrowIfNoPause(MaxProbePause, nameof(MaxProbePause));
        ComfyClientOptions.ThrowIfNoPause(ProbeTimeout, nameof(ProbeTimeout));
        ComfyClientOptions.ThrowIfNoPause(CapabilityLifetime, nameof(CapabilityLifetime));
    }
}
