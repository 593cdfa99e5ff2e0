namespace ComfyTyped;

/// <summary>Where a stage of a pipeline runs, and how often.</summary>
public sealed record StageOptions
{
    /// <summary>Gets what runs its workflows. A file that is on another server is streamed to this one.</summary>
    /// <value>The default is null: the client of the pipeline.</value>
    public IComfyClient? Client { get; init; }

    /// <summary>Gets how often it is run again when it fails. Its workflow is made anew, so that <see cref="Seed.Random"/> draws another seed.</summary>
    /// <value>The default is 0. Not negative.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int MaxRetries
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }

    /// <summary>Gets how long it waits before it is run again.</summary>
    /// <value>The default is zero. Not negative.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public TimeSpan RetryDelay
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            field = value;
        }
    }

    /// <summary>Gets what decides whether a failure is worth another attempt.</summary>
    /// <value>
    /// The default is null: every <see cref="ComfyException"/> is, but that a workflow is invalid or rejected, which it would be again, and that somebody interrupted the run.
    /// If it throws, the stage is not retried, and its exception is written to the client's log (event <c>HandlerFailed</c>).
    /// </value>
    public Func<Exception, bool>? RetryOn { get; init; }

    /// <summary>Gets the clock of <see cref="RetryDelay"/>.</summary>
    /// <value>The default is <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal bool IsWorthARetry(Exception failure) => RetryOn?.Invoke(failure)
        ?? failure is ComfyException and not (WorkflowInvalidException or PromptRejectedException or PromptPartlyRejectedException or RunInterruptedException);
}
