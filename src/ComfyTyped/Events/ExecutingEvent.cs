namespace ComfyTyped;

/// <summary>A node is about to run (<c>executing</c>). It may repeat for one node, and several nodes can be under way at once.</summary>
public sealed record ExecutingEvent : NodeEvent
{
    internal ExecutingEvent(NodeReference node)
        : base(node)
    {
    }
}
