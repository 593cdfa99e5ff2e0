namespace ComfyTyped;

/// <summary>How a message names a node, and the node of the workflow that it means.</summary>
internal readonly record struct NodeReference(string Id, string DisplayId, ComfyNode? Node)
{
    public static NodeReference Find(ComfyWorkflow workflow, string? id, string? displayId, string? realId = null)
    {
        id ??= "";
        ComfyNode? node = workflow.FindNode(id)
            ?? (displayId is null ? null : workflow.FindNode(displayId))
            ?? (realId is null ? null : workflow.FindNode(realId))
            ?? FindExpanded(workflow, id);
        return new NodeReference(id, displayId ?? node?.Id ?? id, node);
    }

    /// <summary>The engine calls the children of an expanded node "id.call.graph.n".</summary>
    private static ComfyNode? FindExpanded(ComfyWorkflow workflow, string id)
    {
        int dot = id.IndexOf('.', StringComparison.Ordinal);
        return dot <= 0 ? null : workflow.FindNode(id[..dot]);
    }
}
