namespace ComfyTyped;

/// <summary>The nodes that need not run because the server kept their outputs (<c>execution_cached</c>). Sent even when there are none.</summary>
/// <param name="NodeIds">Their ids.</param>
/// <param name="Nodes">Those of them that are in the workflow.</param>
/// <param name="Timestamp">The server's clock, or null when it did not tell.</param>
public sealed record ExecutionCachedEvent(IReadOnlyList<string> NodeIds, IReadOnlyList<ComfyNode> Nodes, DateTimeOffset? Timestamp) : ComfyEvent;
