using System.Collections.Immutable;
using ComfyTyped.Core.Json;

namespace ComfyTyped.Core.Workflows;

/// <summary>What a file turned out to be.</summary>
internal abstract record ParsedFile;

/// <summary>A file that holds one prompt.</summary>
/// <param name="Graph">The prompt's nodes.</param>
/// <param name="Prompt">The prompt in one line, fit to be sent: see <see cref="PromptWriter"/>.</param>
internal sealed record WorkflowFile(WorkflowGraph Graph, string Prompt) : ParsedFile;

/// <summary>A workflow in the editor's format, with a list of nodes and their positions on the canvas.</summary>
/// <param name="Workflow">The object that has the list of nodes.</param>
internal sealed record EditorFile(JsonObject Workflow) : ParsedFile
{
    /// <summary>Why it is refused, and what to do.</summary>
    public const string Refusal = "It is in the editor's format, which the server does not take. Save it with the editor's \"Export (API)\" and use that file.";
}

/// <summary>A file that means to be a workflow and cannot be one.</summary>
/// <param name="Errors">Why not; at least one error.</param>
internal sealed record UnreadableFile(ImmutableArray<JsonError> Errors) : ParsedFile;

/// <summary>A file that is no workflow.</summary>
/// <param name="Error">What keeps it from being JSON; null when it is.</param>
internal sealed record OtherFile(JsonError? Error = null) : ParsedFile
{
    /// <summary>Why it is refused where a workflow is expected, and what to do.</summary>
    public const string Refusal = "It holds no prompt: an object of nodes, each with a \"class_type\". Save the workflow with the editor's \"Export (API)\".";
}
