namespace ComfyTyped;

/// <summary>The prompt left the queue and runs (<c>execution_start</c>).</summary>
/// <param name="Timestamp">The server's clock, or null when it did not tell.</param>
public sealed record ExecutionStartEvent(DateTimeOffset? Timestamp) : ComfyEvent;
