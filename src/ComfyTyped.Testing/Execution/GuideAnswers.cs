using System.Text.Json.Nodes;
using ComfyTyped.Testing.Messages;

namespace ComfyTyped.Testing.Execution;

/// <summary>
/// ComfyUI's events in the shapes of the WebSocket guide: <c>executing</c> with the node's progress inside, <c>executed</c> with <c>node_id</c> and
/// <c>metadata</c>, <c>error</c> with <c>node_id</c> and <c>message</c>.
/// </summary>
internal static class GuideAnswers
{
    /// <returns>Null for an event that the guide does not have.</returns>
    public static JsonObject? Of(JsonObject message)
    {
        JsonNode data = message["data"]!;
        return (string?)message["type"] switch
        {
            "executing" when data["node"] is not null => Executing(data, 0),
            "progress" => Executing(data, (double)data["value"]! / (double)data["max"]!),
            "executed" => ServerEvents.Event("executed", new JsonObject
            {
                ["node_id"] = data["node"]?.DeepClone(),
                ["metadata"] = data["output"]?.DeepClone(),
                ["prompt_id"] = data["prompt_id"]?.DeepClone(),
            }),
            "execution_error" => Error((string?)data["prompt_id"], (string?)data["node_id"], ((string?)data["exception_message"])?.Trim()),
            "execution_start" or "execution_cached" or "execution_success" or "progress_state" => null,
            _ => message,
        };
    }

    public static JsonObject Error(string? promptId, string? node, string? text) =>
        ServerEvents.Event("error", new JsonObject { ["node_id"] = node, ["message"] = text, ["prompt_id"] = promptId });

    private static JsonObject Executing(JsonNode data, double progress) => ServerEvents.Event("executing", new JsonObject
    {
        ["node"] = data["node"]?.DeepClone(),
        ["progress"] = progress,
        ["prompt_id"] = data["prompt_id"]?.DeepClone(),
    });
}
