using System.Collections.Immutable;
using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Compiler.Json;

namespace ComfyTyped.Compiler.Workflows;

/// <summary>What a file turned out to be.</summary>
internal abstract record ParsedFile;

/// <summary>A file that holds one prompt.</summary>
/// <param name="Graph">The prompt's nodes.</param>
/// <param name="Prompt">The prompt in one line, fit to be sent: see <see cref="PromptWriter"/>.</param>
internal sealed record WorkflowFile(WorkflowGraph Graph, string Prompt) : ParsedFile;

/// <summary>A catalog of node classes, as <c>/object_info</c> answers it.</summary>
/// <param name="Index">Where its classes are.</param>
internal sealed record CatalogFile(CatalogIndex Index) : ParsedFile;

/// <summary>A workflow in the editor's format, with a list of nodes and their positions on the canvas.</summary>
/// <param name="Workflow">The object that has the list of nodes.</param>
internal sealed record EditorFile(JsonObject Workflow) : ParsedFile;

/// <summary>A file that means to be a workflow and cannot be one.</summary>
/// <param name="Errors">Why not; at least one error.</param>
internal sealed record UnreadableFile(ImmutableArray<JsonError> Errors) : ParsedFile;

/// <summary>A file that is no workflow.</summary>
internal sealed record OtherFile : ParsedFile;
