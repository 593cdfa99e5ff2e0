namespace ComfyTyped.Compiler.Models;

/// <summary>A workflow file, ready to be written as a class: value-equal and without positions, so that moving text re-emits nothing.</summary>
/// <param name="FileName">The file's name without its folder, for the documentation.</param>
/// <param name="Prompt">The prompt, a node a line: every token as in the file, <c>is_changed</c> left out, array literals wrapped in <c>__value__</c>.</param>
/// <param name="Nodes">The nodes in the order of the file.</param>
/// <param name="Groups">Nodes whose titles share a prefix, such as <c>TEXT_positive</c> and <c>TEXT_negative</c>.</param>
internal sealed record WorkflowModel(
    string FileName,
    string Prompt,
    EquatableArray<NodeModel> Nodes,
    EquatableArray<NodeGroup> Groups);

/// <summary>One node of a workflow file.</summary>
/// <param name="Id">Its id in the prompt.</param>
/// <param name="ClassType">Its class.</param>
/// <param name="PropertyName">The C# property that holds it; unique within the workflow.</param>
/// <param name="Title">Its <c>_meta.title</c>, or null.</param>
/// <param name="IsOutput">Whether the server runs it for its own sake, so that the result has a property for it.</param>
/// <param name="Literals">The literals in the file, for the documentation of defaults: (wire name, JSON token).</param>
internal sealed record NodeModel(
    string Id,
    string ClassType,
    string PropertyName,
    string? Title,
    bool IsOutput,
    EquatableArray<InputLiteral> Literals);

/// <summary>A literal of an input as the file has it.</summary>
/// <param name="Input">The wire name of the input.</param>
/// <param name="Token">The literal as a JSON token.</param>
internal sealed record InputLiteral(string Input, string Token);

/// <summary>Nodes whose titles share an upper-case prefix.</summary>
/// <param name="PropertyName">The C# property of the group.</param>
/// <param name="Prefix">The prefix with its underscore, as the author wrote it.</param>
/// <param name="Members">Its members.</param>
internal sealed record NodeGroup(string PropertyName, string Prefix, EquatableArray<NodeGroupMember> Members);

/// <summary>A node within a group.</summary>
/// <param name="PropertyName">The C# property within the group.</param>
/// <param name="NodeProperty">The workflow's own property that holds the node.</param>
/// <param name="Number">What the title has after the prefix when that is a number, which no other member has; else null.</param>
internal sealed record NodeGroupMember(string PropertyName, string NodeProperty, int? Number = null);
