namespace ComfyTyped;

/// <summary>Every output was made (<c>execution_success</c>). The history entry is written a moment later.</summary>
/// <param name="Timestamp">The server's clock, or null when it did not tell.</param>
public sealed record ExecutionSuccessEvent(DateTimeOffset? Timestamp) : ComfyEvent;
