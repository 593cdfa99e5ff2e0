namespace ComfyTyped;

/// <summary>Something that is wrong with a workflow, found without running it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Severity">How sure it is that a server refuses the workflow for it.</param>
/// <param name="Node">The node, or null when it is about the workflow as a whole.</param>
/// <param name="PropertyPath">The C# property to look at, such as <c>TextToImage.KSampler.Steps</c>.</param>
/// <param name="NodeTitle">The title of the node, or null when it has none.</param>
/// <param name="Input">The wire name of the input, or null when it is not about one.</param>
/// <param name="JsonPath">The place in the prompt as a JSONPath, such as <c>$['3'].inputs['steps']</c>.</param>
/// <param name="Message">What is wrong, without the place.</param>
public sealed record ValidationProblem(
    ValidationProblemKind Kind,
    ValidationSeverity Severity,
    ComfyNode? Node,
    string PropertyPath,
    string? NodeTitle,
    string? Input,
    string JsonPath,
    string Message)
{
    /// <summary>Gives where it is and what it is: <c>TextToImage.KSampler.Steps ("KSampler", node 3): 0 is below the minimum, 1</c>.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => Node is null
        ? $"{PropertyPath}: {Message}"
        : $"{NodeNaming.Describe(PropertyPath, NodeTitle ?? Node.ClassType, Node.Id)}: {Message}";
}
