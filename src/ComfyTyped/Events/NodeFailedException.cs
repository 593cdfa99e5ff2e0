namespace ComfyTyped;

/// <summary>A node failed while it ran (<c>execution_error</c>).</summary>
public sealed class NodeFailedException : ComfyRunException
{
    internal NodeFailedException(string promptId, ExecutionErrorEvent error)
        : base(Describe(error), promptId)
    {
        NodeId = error.NodeId;
        Node = error.Node;
        NodeType = error.NodeType ?? error.Node?.ClassType;
        ExceptionType = error.ExceptionType;
        ExceptionMessage = error.ExceptionMessage;
        Traceback = error.Traceback;
        IsOutOfMemory = error.IsOutOfMemory;
    }

    internal NodeFailedException(string promptId)
        : base("The run failed; the server did not say why.", promptId)
    {
        NodeId = ExceptionType = ExceptionMessage = "";
        Traceback = [];
    }

    /// <summary>Gets the id of the node; empty when the server did not tell.</summary>
    public string NodeId { get; }

    /// <summary>Gets the node of the workflow, or null.</summary>
    public ComfyNode? Node { get; }

    /// <summary>Gets the class of the node, or null when the server did not tell.</summary>
    public string? NodeType { get; }

    /// <summary>Gets the Python exception, with its module unless it is built in, such as <c>RuntimeError</c>.</summary>
    public string ExceptionType { get; }

    /// <summary>Gets its text; servers since 0.3.42 add advice.</summary>
    public string ExceptionMessage { get; }

    /// <summary>Gets the Python traceback, outermost call first.</summary>
    public IReadOnlyList<string> Traceback { get; }

    /// <summary>Gets whether the GPU ran out of memory.</summary>
    public bool IsOutOfMemory { get; }

    private static string Describe(ExecutionErrorEvent error)
    {
        string node = error.Node is { } known ? NodeNaming.Describe(known)
            : error.NodeId.Length == 0 ? "The run"
            : $"node {error.NodeId} ({error.NodeType ?? "unknown class"})";
        string text = error.ExceptionMessage.Trim();
        return $"{node} failed: {error.ExceptionType}{(text.Length == 0 || error.ExceptionType.Length == 0 ? "" : ": ")}{text}";
    }
}
