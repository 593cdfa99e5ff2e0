namespace ComfyTyped;

/// <summary>Someone interrupted the run (<c>execution_interrupted</c>).</summary>
public sealed record ExecutionInterruptedEvent : NodeEvent
{
    internal ExecutionInterruptedEvent(NodeReference node)
        : base(node)
    {
    }

    /// <summary>Gets the class of the node that ran.</summary>
    public string? NodeType { get; internal init; }

    /// <summary>Gets the ids of the nodes that were done before.</summary>
    public IReadOnlyList<string> Executed { get; internal init; } = [];

    /// <summary>Gets the server's clock, or null when it did not tell.</summary>
    public DateTimeOffset? Timestamp { get; internal init; }
}
