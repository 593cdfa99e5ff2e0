namespace ComfyTyped;

/// <summary>The state of one node in a <see cref="ProgressStateEvent"/>.</summary>
/// <param name="NodeId">The id that the server works on.</param>
/// <param name="DisplayNodeId">The id of the node to show for it.</param>
/// <param name="ParentNodeId">The id of the expanded node it is a child of, or null.</param>
/// <param name="Node">The node of the workflow, for a child of an expanded node the expanded one; null when the workflow has no such node.</param>
/// <param name="Value">How much is done, in the unit of <paramref name="Max"/>.</param>
/// <param name="Max">How much there is to do.</param>
/// <param name="State">Where the node stands.</param>
/// <param name="Activity">What it does just now, in the server's words; null on servers that do not tell.</param>
public sealed record NodeProgress(
    string NodeId,
    string DisplayNodeId,
    string? ParentNodeId,
    ComfyNode? Node,
    double Value,
    double Max,
    NodeState State,
    string? Activity);
