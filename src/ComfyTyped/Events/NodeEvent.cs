namespace ComfyTyped;

/// <summary>An event about one node.</summary>
public abstract record NodeEvent : ComfyEvent
{
    private protected NodeEvent(NodeReference reference)
    {
        NodeId = reference.Id;
        DisplayNodeId = reference.DisplayId;
        Node = reference.Node;
    }

    /// <summary>
    /// Gets the id that the server works on. A node that expands into others at run time has children such as <c>"12.0.0.1"</c>, which are in no
    /// workflow file. Empty when the server names none, which only servers before 0.3.45 do.
    /// </summary>
    public string NodeId { get; }

    /// <summary>Gets the id of the node to show for it: <see cref="NodeId"/>, or for a child of an expanded node that node's id.</summary>
    public string DisplayNodeId { get; }

    /// <summary>Gets the node of the workflow, for a child of an expanded node the expanded one; null when the workflow has no such node.</summary>
    public ComfyNode? Node { get; }
}
