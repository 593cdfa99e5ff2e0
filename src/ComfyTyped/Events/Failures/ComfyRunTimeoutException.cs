namespace ComfyTyped;

/// <summary>A run has passed a time limit of <see cref="ComfyClientOptions"/>. It was taken out of the queue or interrupted, and no other was.</summary>
public sealed class ComfyRunTimeoutException : ComfyRunException
{
    internal ComfyRunTimeoutException(RunTimeoutReason reason, TimeSpan limit, string promptId, Exception? innerException = null)
        : base(Describe(reason, limit), promptId, innerException) => (Reason, Limit) = (reason, limit);

    /// <summary>Gets which limit.</summary>
    public RunTimeoutReason Reason { get; }

    /// <summary>Gets how long it was.</summary>
    public TimeSpan Limit { get; }

    private static string Describe(RunTimeoutReason reason, TimeSpan limit) => reason switch
    {
        RunTimeoutReason.Queue => $"The run has waited {limit.TotalSeconds} s for its turn.",
        RunTimeoutReason.Silence => $"The server made no progress with the run for {limit.TotalSeconds} s.",
        RunTimeoutReason.Answer =>
            $"The run was sent over the socket, and nothing was heard of it within {limit.TotalSeconds} s. ComfyUI itself ignores such messages: "
            + $"use {nameof(SubmissionMode)}.{nameof(SubmissionMode.Http)} for it.",
        _ => $"The run has not ended within {limit.TotalSeconds} s.",
    };
}
