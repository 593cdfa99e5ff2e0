namespace ComfyTyped;

/// <summary>The state of every node that has begun (<c>progress_state</c>, servers since 0.3.45). Each one repeats all earlier nodes.</summary>
/// <param name="Nodes">The nodes, in the server's order.</param>
public sealed record ProgressStateEvent(IReadOnlyList<NodeProgress> Nodes) : ComfyEvent;
