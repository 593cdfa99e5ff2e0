namespace ComfyTyped;

/// <summary>Someone interrupted the run on the server. Your own cancellation is an <see cref="OperationCanceledException"/> instead.</summary>
public sealed class RunInterruptedException : ComfyRunException
{
    internal RunInterruptedException(string promptId, string? nodeId, ComfyNode? node)
        : base(node is null ? "The run was interrupted on the server." : $"The run was interrupted on the server, at {NodeNaming.Describe(node)}.", promptId)
    {
        NodeId = string.IsNullOrEmpty(nodeId) ? null : nodeId;
        Node = node;
    }

    /// <summary>Gets the id of the node that ran, or null when the server did not tell.</summary>
    public string? NodeId { get; }

    /// <summary>Gets that node of the workflow, or null.</summary>
    public ComfyNode? Node { get; }
}
