namespace ComfyTyped;

/// <summary>A node reported what it made (<c>executed</c>). Cached output nodes report again.</summary>
public sealed record ExecutedEvent : NodeEvent
{
    internal ExecutedEvent(NodeReference node, NodeOutputData data)
        : base(node)
    {
        Data = data;
        Output = AnyOutput.Create(data);
    }

    /// <summary>Gets what it made: all of it, untyped. Empty for a cached node without outputs of its own.</summary>
    public AnyOutput Output { get; }

    internal NodeOutputData Data { get; }
}
