using System.Text.Json;

namespace ComfyTyped;

/// <summary>A node failed (<c>execution_error</c>). The run ends with <see cref="NodeFailedException"/>, unless <see cref="IsBlocked"/>.</summary>
public sealed record ExecutionErrorEvent : NodeEvent
{
    internal ExecutionErrorEvent(NodeReference node)
        : base(node)
    {
    }

    /// <summary>Gets the class of the node.</summary>
    public string? NodeType { get; internal init; }

    /// <summary>Gets the Python exception, with its module unless it is built in: <c>RuntimeError</c>, <c>torch.OutOfMemoryError</c>. Comfy Cloud has words of its own: <c>OOMError</c>, <c>InsufficientFundsError</c>.</summary>
    public string ExceptionType { get; internal init; } = "";

    /// <summary>Gets its text; servers since 0.3.42 add advice.</summary>
    public string ExceptionMessage { get; internal init; } = "";

    /// <summary>Gets the Python traceback, outermost call first.</summary>
    public IReadOnlyList<string> Traceback { get; internal init; } = [];

    /// <summary>Gets the ids of the nodes that were done before.</summary>
    public IReadOnlyList<string> Executed { get; internal init; } = [];

    /// <summary>Gets the inputs of the node as Python printed them: usually an object of arrays.</summary>
    public JsonElement CurrentInputs { get; internal init; }

    /// <summary>Gets the ids of nodes with outputs: an array here, an object on Comfy Cloud.</summary>
    public JsonElement CurrentOutputs { get; internal init; }

    /// <summary>Gets the server's clock, or null when it did not tell.</summary>
    public DateTimeOffset? Timestamp { get; internal init; }

    /// <summary>Gets whether a node merely refused to let a value pass (<c>ExecutionBlocked</c>): the run goes on without what depends on it.</summary>
    public bool IsBlocked => ExceptionType == "ExecutionBlocked";

    /// <summary>Gets whether the GPU ran out of memory.</summary>
    public bool IsOutOfMemory =>
        ExceptionType.EndsWith("OutOfMemoryError", StringComparison.Ordinal)
        || ExceptionType == "OOMError"
        || ExceptionMessage.Contains("This error means you ran out of memory on your GPU", StringComparison.Ordinal);
}
