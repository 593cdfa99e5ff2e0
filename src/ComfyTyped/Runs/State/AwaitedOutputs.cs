namespace ComfyTyped.Runs;

/// <summary>The output nodes of a run that have not reported yet. When none is left, nothing is left to do.</summary>
internal sealed class AwaitedOutputs
{
    private readonly HashSet<string> _nodeIds;

    private AwaitedOutputs(HashSet<string> nodeIds) => _nodeIds = nodeIds;

    /// <returns>Null when a node's class is not known, which may be an output node that nobody thinks of.</returns>
    public static AwaitedOutputs? Of(ComfyWorkflow workflow) =>
        workflow.Nodes.All(node => node.Schema.IsKnown)
            ? new AwaitedOutputs(workflow.Nodes.Where(node => node.Schema.IsOutput).Select(node => node.Id).ToHashSet(StringComparer.Ordinal))
            : null;

    /// <summary>Tells whether all of them are among some nodes.</summary>
    public bool AreAmong(IEnumerable<string> nodeIds) => _nodeIds.IsSubsetOf(nodeIds);

    /// <summary>Gets whether all have reported.</summary>
    public bool IsEmpty => _nodeIds.Count == 0;

    /// <summary>Notes that a node has reported.</summary>
    public void Remove(string nodeId) => _nodeIds.Remove(nodeId);
}
