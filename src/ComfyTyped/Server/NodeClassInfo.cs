using System.Text.Json;

namespace ComfyTyped;

/// <summary>A node class that a server has (<c>GET /object_info</c>). What it does not tell is null.</summary>
/// <param name="ClassType">Its name in workflow files.</param>
/// <param name="DisplayName">Its name in the editor.</param>
/// <param name="Category">Where the editor's menu has it, such as <c>sampling</c>.</param>
/// <param name="Description">What it is for, in its author's words.</param>
/// <param name="PythonModule">Where it comes from: <c>nodes</c> and <c>comfy_extras.*</c> for the core, <c>custom_nodes.*</c> for a node pack.</param>
/// <param name="IsOutputNode">Whether it can be the end of a workflow.</param>
/// <param name="IsDeprecated">Whether its author advises against it.</param>
/// <param name="IsExperimental">Whether its author may still change it.</param>
/// <param name="Json">The whole declaration, with inputs and outputs. A bare NaN or Infinity of the server is a string here.</param>
public sealed record NodeClassInfo(
    string ClassType,
    string? DisplayName,
    string? Category,
    string? Description,
    string? PythonModule,
    bool IsOutputNode,
    bool IsDeprecated,
    bool IsExperimental,
    JsonElement Json);
