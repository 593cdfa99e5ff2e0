namespace ComfyTyped;

/// <summary>The defaults of <see cref="ComfyPoolOptions"/>, and the limits that have no option.</summary>
public static class ComfyPoolDefaults
{
    /// <summary>The default of <see cref="ComfyPoolOptions.MaxRunsPerServer"/>: 2, one that runs and one that waits, so that the GPU has no break in between.</summary>
    public const int MaxRunsPerServer = 2;

    /// <summary>The default of <see cref="ComfyPoolOptions.ModelLoadPenalty"/>: 1 run.</summary>
    public const double ModelLoadPenalty = 1;

    /// <summary>The default of <see cref="ComfyPoolOptions.MaxMoves"/>: 5.</summary>
    public const int MaxMoves = 5;

    /// <summary>How many later runs, whose model is loaded, may go before one whose model is not: 8.</summary>
    public const int MaxOvertakes = 8;

    /// <summary>How many unanswered probes in a row make a server count as down: 2. One is enough where nothing listens.</summary>
    public const int FailuresUntilDown = 2;

    /// <summary>The number of runs per server that the pool remembers to cancel there when the server answers again: 1000. Beyond it, the oldest is logged and forgotten.</summary>
    public const int MaxAbandonedRuns = 1000;

    /// <summary>How long the pool tries to cancel a run on a server that is out of reach: 24 hours.</summary>
    public static readonly TimeSpan AbandonedRunLifetime = TimeSpan.FromHours(24);

    /// <summary>How long <see cref="ComfyRun{TResult}.DetachAsync"/> waits for a run that is moving between servers to reach one: 30 seconds.</summary>
    public static readonly TimeSpan DetachTimeout = TimeSpan.FromSeconds(30);

    /// <summary>The default of <see cref="ComfyPoolOptions.ProbeInterval"/>: 5 seconds.</summary>
    public static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(5);

    /// <summary>The default of <see cref="ComfyPoolOptions.MaxProbePause"/>: 30 seconds.</summary>
    public static readonly TimeSpan MaxProbePause = TimeSpan.FromSeconds(30);

    /// <summary>The default of <see cref="ComfyPoolOptions.ProbeTimeout"/>: 10 seconds. A server that loads a model may be slow to answer.</summary>
    public static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The default of <see cref="ComfyPoolOptions.CapabilityLifetime"/>: 5 minutes.</summary>
    public static readonly TimeSpan CapabilityLifetime = TimeSpan.FromMinutes(5);
}
