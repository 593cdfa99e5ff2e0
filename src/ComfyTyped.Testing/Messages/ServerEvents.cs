using System.Text.Json.Nodes;

namespace ComfyTyped.Testing.Messages;

/// <summary>The JSON events of the socket, as ComfyUI writes them.</summary>
internal static class ServerEvents
{
    public static JsonObject Status(int queueRemaining) => Event("status", new JsonObject { ["status"] = QueueInfo(queueRemaining) });

    /// <summary>The first frame of every connection, which tells the socket its id.</summary>
    public static JsonObject Welcome(int queueRemaining, string sid) =>
        Event("status", new JsonObject { ["status"] = QueueInfo(queueRemaining), ["sid"] = sid });

    /// <summary>What a socket gets that comes back while its prompt runs: neither prompt nor display node is named.</summary>
    public static JsonObject StillExecuting(string node) => Event("executing", new JsonObject { ["node"] = node });

    public static JsonObject Executing(string promptId, string node) =>
        Event("executing", new JsonObject { ["node"] = node, ["display_node"] = node, ["prompt_id"] = promptId });

    /// <summary>The end of a prompt, sent when its history entry can be read.</summary>
    public static JsonObject ExecutingEnded(string promptId) =>
        Event("executing", new JsonObject { ["node"] = null, ["prompt_id"] = promptId });

    public static JsonObject Executed(string promptId, string node, JsonNode? output) => Event("executed", new JsonObject
    {
        ["node"] = node,
        ["display_node"] = node,
        ["output"] = output,
        ["prompt_id"] = promptId,
    });

    public static JsonObject Progress(string promptId, string node, double value, double max) => Event("progress", new JsonObject
    {
        ["value"] = value,
        ["max"] = max,
        ["prompt_id"] = promptId,
        ["node"] = node,
    });

    public static JsonObject ProgressState(string promptId, JsonObject nodes) =>
        Event("progress_state", new JsonObject { ["prompt_id"] = promptId, ["nodes"] = nodes });

    public static JsonObject FeatureFlags(JsonObject flags) => Event("feature_flags", flags);

    public static JsonObject QueueInfo(int queueRemaining) =>
        new() { ["exec_info"] = new JsonObject { ["queue_remaining"] = queueRemaining } };

    public static JsonObject Event(string type, JsonObject data) => new() { ["type"] = type, ["data"] = data };
}
