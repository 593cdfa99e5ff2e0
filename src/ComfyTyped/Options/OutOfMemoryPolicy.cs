namespace ComfyTyped;

/// <summary>Begins a run again whose GPU ran out of memory (<see cref="NodeFailedException.IsOutOfMemory"/>), after the server has freed what it held.</summary>
public sealed class OutOfMemoryPolicy : IFailedRunPolicy
{
    /// <summary>Gets how often.</summary>
    /// <value>The default is 1; with 0 no run is begun again.</value>
    public int MaxRetries { get; init; } = 1;

    /// <summary>Gets how long the server has to free its memory. A prompt that comes while it is idle would be quicker than that.</summary>
    /// <value>The default is 1 second.</value>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public RunRetry? Decide(FailedRunContext context) => context.Failure.IsOutOfMemory && context.Failures <= MaxRetries
        ? new RunRetry { FreeMemory = true, Delay = Delay }
        : null;
}
