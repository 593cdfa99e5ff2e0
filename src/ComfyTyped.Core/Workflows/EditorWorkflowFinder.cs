using ComfyTyped.Core.Json;

namespace ComfyTyped.Core.Workflows;

/// <summary>Recognises workflows in the editor's format.</summary>
internal static class EditorWorkflowFinder
{
    /// <summary>The member <c>workflow</c> of a file, when that is a workflow in the editor's format.</summary>
    public static JsonObject? FindWrapped(JsonNode root) =>
        root is JsonObject file && file.Find("workflow") is JsonObject workflow && IsWorkflow(workflow) ? workflow : null;

    /// <summary>Whether a value has a list of nodes, the first of which has a type, beside a list of links or the editor's counters.</summary>
    public static bool IsWorkflow(JsonNode candidate) =>
        candidate is JsonObject workflow
        && workflow.Find("nodes") is JsonArray nodes
        && (workflow.Find("links") is JsonArray || workflow.Find("last_node_id") is not null)
        && (nodes.Items.IsEmpty || (nodes.Items[0] is JsonObject node && node.Find("type") is not null));
}
