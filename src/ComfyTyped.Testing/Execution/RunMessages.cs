using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyTyped.Testing.Messages;
using ComfyTyped.Testing.Prompts;

namespace ComfyTyped.Testing.Execution;

/// <summary>The events of a run that its history keeps. They are stamped, and sent only to a client that the prompt names.</summary>
internal sealed class RunMessages(SocketHub hub, QueueItem item, TimeProvider time)
{
    private readonly List<(string Type, JsonElement Data)> _messages = [];

    public IReadOnlyList<(string Type, JsonElement Data)> All => _messages;

    public void Started() => Add("execution_start", []);

    public void Cached(IEnumerable<string> nodes) => Add("execution_cached", new JsonObject { ["nodes"] = Ids(nodes) });

    public void Succeeded() => Add("execution_success", []);

    /// <summary>The one event of the group that everybody gets when the prompt names no client.</summary>
    public void Interrupted(string nodeId, string nodeType, IEnumerable<string> executed) => Add(
        "execution_interrupted",
        new JsonObject { ["node_id"] = nodeId, ["node_type"] = nodeType, ["executed"] = Ids(executed) },
        alsoWithoutClient: true);

    public void Failed(NodeFailure failure, IEnumerable<string> executed) => Add("execution_error", new JsonObject
    {
        ["node_id"] = failure.NodeId,
        ["node_type"] = failure.NodeType,
        ["executed"] = Ids(executed),
        // ComfyUI puts a line end and, for some failures, advice behind the message (since 0.3.42).
        ["exception_message"] = failure.Message + "\n",
        ["exception_type"] = failure.ExceptionType,
        ["traceback"] = new JsonArray([.. failure.Traceback.Select(line => (JsonNode?)line)]),
        ["current_inputs"] = failure.CurrentInputs.DeepClone(),
        ["current_outputs"] = Ids(item.Graph.Nodes.Select(node => node.Id)),
    });

    private void Add(string type, JsonObject data, bool alsoWithoutClient = false)
    {
        data["prompt_id"] = item.PromptId;
        data["timestamp"] = time.GetUtcNow().ToUnixTimeMilliseconds();
        _messages.Add((type, JsonSerializer.SerializeToElement(data)));
        if (item.ClientId is not null || alsoWithoutClient)
            hub.Send(ServerEvents.Event(type, data), item.ClientId);
    }

    private static JsonArray Ids(IEnumerable<string> ids) => new([.. ids.Select(id => (JsonNode?)id)]);
}
