namespace ComfyTyped.Testing.Execution;

/// <summary>What a node has put out and shown.</summary>
internal sealed record CachedNode(IReadOnlyList<object?> Outputs, ShownOutput? Shown);
