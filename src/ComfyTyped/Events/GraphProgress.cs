namespace ComfyTyped;

/// <summary>How far the whole run is. Derived from all other events; it never goes back.</summary>
/// <remarks>
/// Every node of the workflow counts the same. Cached nodes count as done, a node that counts steps counts in proportion, and the
/// children of an expanded node count as that node.
/// </remarks>
/// <param name="Fraction">From 0 to 1; 1 exactly when, and only when, the run has succeeded.</param>
/// <param name="Done">How many nodes are done.</param>
/// <param name="Total">How many nodes the workflow has.</param>
/// <param name="Node">The node that was last heard of, or null.</param>
/// <param name="Value">How many steps that node has done, in the unit of <paramref name="Max"/>; 0 when it counts none.</param>
/// <param name="Max">How many steps that node has; 0 when it counts none.</param>
public sealed record GraphProgress(double Fraction, int Done, int Total, ComfyNode? Node, double Value, double Max) : ComfyEvent;
