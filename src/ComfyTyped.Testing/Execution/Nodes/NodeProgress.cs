using System.Text.Json.Nodes;

namespace ComfyTyped.Testing.Execution;

/// <summary>How far one node is.</summary>
internal sealed record NodeProgress(string NodeId, double Value, double Max, bool IsFinished)
{
    public JsonObject ToJson(string promptId) => new()
    {
        ["value"] = Value,
        ["max"] = Max,
        ["state"] = IsFinished ? "finished" : "running",
        ["node_id"] = NodeId,
        ["prompt_id"] = promptId,
        ["display_node_id"] = NodeId,
        ["parent_node_id"] = null,
        ["real_node_id"] = NodeId,
    };
}
