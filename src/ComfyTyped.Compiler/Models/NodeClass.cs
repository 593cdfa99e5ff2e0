namespace ComfyTyped.Compiler.Models;

/// <summary>What is known of a class of nodes, from a catalog or, where no catalog has it, from the workflow files.</summary>
/// <param name="ClassType">The name the server knows it by, such as <c>CLIPTextEncode</c> or <c>ImageResize+</c>.</param>
/// <param name="DisplayName">The title a new node gets in the editor; null when it is the class type or unknown.</param>
/// <param name="Category">Where the editor's menu has it, such as <c>sampling</c>; null when unknown.</param>
/// <param name="IsKnown">Whether a catalog declares it; otherwise everything here is inferred from its uses.</param>
/// <param name="IsOutput">Whether the server runs it for its own sake (<c>output_node</c>). Inferred: some node of it feeds no other.</param>
/// <param name="IsDeprecated">Whether the catalog marks it deprecated.</param>
/// <param name="IsExperimental">Whether the catalog marks it experimental.</param>
/// <param name="Inputs">Its inputs in the catalog's order (required, then optional), then those that only files show, in ordinal order.</param>
/// <param name="Outputs">Its output slots, by slot number, without gaps.</param>
internal sealed record NodeClass(
    string ClassType,
    string? DisplayName,
    string? Category,
    bool IsKnown,
    bool IsOutput,
    bool IsDeprecated,
    bool IsExperimental,
    EquatableArray<InputSpec> Inputs,
    EquatableArray<OutputSpec> Outputs);
