using System.Text.Json;

namespace ComfyTyped;

/// <summary>Something that a server's validator has against a node of a prompt (<c>node_errors</c>).</summary>
public sealed record NodeError
{
    internal NodeError()
    {
    }

    /// <summary>Gets the id of the node.</summary>
    public required string NodeId { get; init; }

    /// <summary>Gets the node of the workflow, or null when the workflow has no node of that id.</summary>
    public ComfyNode? Node { get; init; }

    /// <summary>Gets the class of the node, or null when neither the server nor the workflow tells.</summary>
    public string? ClassType { get; init; }

    /// <summary>Gets the title of the node, or null when it has none.</summary>
    public string? Title { get; init; }

    /// <summary>Gets the C# property to look at, such as <c>TextToImage.KSampler.Steps</c>, or null when the workflow has no such node.</summary>
    public string? PropertyPath { get; init; }

    /// <summary>Gets the kind of error, in ComfyUI's words: <c>value_smaller_than_min</c>, <c>required_input_missing</c>, ...</summary>
    public required string Type { get; init; }

    /// <summary>Gets the server's message.</summary>
    public required string Message { get; init; }

    /// <summary>Gets what the message is about: an input, a value, the text of a Python exception.</summary>
    public string Details { get; init; } = "";

    /// <summary>Gets the wire name of the input, or null when the error is not about one.</summary>
    public string? InputName { get; init; }

    /// <summary>Gets the value that the server got; undefined when it does not tell.</summary>
    public JsonElement ReceivedValue { get; init; }

    /// <summary>Gets the smallest value that the input takes, or null when the server does not tell. Unconverted: bounds of seeds exceed 64 bits with sign.</summary>
    public string? Min { get; init; }

    /// <summary>Gets the largest value that the input takes, or null when the server does not tell.</summary>
    public string? Max { get; init; }

    /// <summary>Gets the values that the input takes, or null when it is no choice or the server lists none, as it does for more than 20.</summary>
    public IReadOnlyList<string>? Options { get; init; }

    /// <summary>Gets the ids of output nodes that this keeps from running. Servers list too many here, and repeat some.</summary>
    public IReadOnlyList<string> DependentOutputs { get; init; } = [];

    /// <summary>Gives where it is and what it is: <c>TextToImage.KSampler.Steps ("KSampler", node 3): Value 0 smaller than min of 1</c>.</summary>
    /// <returns>One line.</returns>
    public override string ToString()
    {
        string where = NodeNaming.Describe(PropertyPath ?? InputName ?? ClassType ?? "node", Title ?? ClassType ?? "unknown class", NodeId);
        bool repeats = Details.Length == 0 || Details == InputName || Message.Contains(Details, StringComparison.Ordinal);
        return repeats ? $"{where}: {Message}" : $"{where}: {Message}: {Details}";
    }
}
