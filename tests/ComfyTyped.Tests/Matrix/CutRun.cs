namespace ComfyTyped.Tests.Matrix;

/// <summary>A run that can be had again and again, each time with its socket cut elsewhere.</summary>
internal abstract class CutRun
{
    /// <summary>What is run.</summary>
    public abstract string Name { get; }

    /// <summary>How many messages its socket brings, known once it was run without a cut.</summary>
    public int Messages { get; protected set; }

    /// <summary>Runs it.</summary>
    /// <param name="cut">Where the socket is cut; null for nowhere.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public abstract Task<ObservedRun> RunAsync(Cut? cut, CancellationToken cancellationToken);

    /// <summary>A client that asks often, since what it follows takes no time.</summary>
    /// <param name="cut">Where its socket is cut.</param>
    /// <param name="isCut">Whether it was cut by now.</param>
    protected static ComfyClientOptions Impatient(Cut? cut, Func<bool> isCut) => new()
    {
        HistoryPollInterval = TimeSpan.FromMilliseconds(20),
        EventBufferSize = 10_000,
        AcceptPartialPrompts = true,
        ReconnectPolicy = new Policy(() => cut?.Aftermath == Aftermath.GivenUp && isCut()),
    };

    /// <summary>The first attempt at once, the next ones after a moment.</summary>
    private sealed class Policy(Func<bool> givesUp) : IReconnectPolicy
    {
        public TimeSpan? NextDelay(ReconnectContext context) => givesUp() ? null : TimeSpan.FromMilliseconds(Math.Min(context.Attempts, 20));
    }
}
