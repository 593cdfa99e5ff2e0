using System.Text.Json;
using ComfyTyped.Primitives;

namespace ComfyTyped.Wire;

/// <summary>Turns a JSON message of the socket, or an entry of a history's messages, into an event of a run.</summary>
internal static class EventReader
{
    public static ComfyEvent Read(EventKind kind, string? unknownType, ReadOnlySpan<byte> data, string? promptId, in RunScope scope)
    {
        if (kind is EventKind.Unknown)
            return new UnknownEvent(unknownType ?? "", PythonJson.Parse(data)) { PromptId = promptId };
        if (kind is EventKind.FeatureFlags)
            return new FeatureFlagsEvent(PythonJson.Parse(data));
        if (kind is EventKind.Logs)
            return ReadLogs(PythonJson.Parse(data));
        if (kind is EventKind.Notification)
            return ReadNotification(PythonJson.Parse(data), promptId);
        EventFields fields = EventFields.Read(data, scope.Workflow);
        return kind is EventKind.Status
            ? new StatusEvent((int?)fields.QueueRemaining, fields.ClientId)
            : ReadExecution(kind, fields, promptId, scope);
    }

    /// <summary>Makes the event that a node's entry in the history stands for.</summary>
    public static ExecutedEvent Executed(string nodeId, JsonElement output, string? promptId, in RunScope scope) =>
        Executed(NodeReference.Find(scope.Workflow, nodeId, null), output, promptId, scope);

    private static ExecutedEvent Executed(NodeReference node, JsonElement output, string? promptId, in RunScope scope) =>
        new(node, new NodeOutputData(output, scope.Cached.Contains(node.Id), scope.Files)) { PromptId = promptId };

    private static ComfyEvent ReadExecution(EventKind kind, in EventFields fields, string? promptId, in RunScope scope)
    {
        if (kind is EventKind.Executing && fields.NodeId is null)
            return new ExecutionEndedEvent { PromptId = promptId };
        NodeReference node = NodeReference.Find(scope.Workflow, fields.NodeId, fields.DisplayNodeId);
        return kind switch
        {
            EventKind.ExecutionStart => new ExecutionStartEvent(fields.Timestamp) { PromptId = promptId },
            EventKind.ExecutionCached => ReadCached(fields, promptId, scope),
            EventKind.Executing => new ExecutingEvent(node) { PromptId = promptId },
            EventKind.Progress => new ProgressEvent(node, fields.Value, fields.Max) { PromptId = promptId },
            EventKind.ProgressState => new ProgressStateEvent(fields.NodeStates ?? []) { PromptId = promptId },
            EventKind.Executed => Executed(node, fields.Output, promptId, scope),
            EventKind.ExecutionSuccess => new ExecutionSuccessEvent(fields.Timestamp) { PromptId = promptId },
            EventKind.ExecutionError => ReadError(fields, node, promptId),
            _ => new ExecutionInterruptedEvent(node)
            {
                PromptId = promptId,
                NodeType = fields.NodeType,
                Executed = fields.Executed ?? [],
                Timestamp = fields.Timestamp,
            },
        };
    }

    private static ExecutionCachedEvent ReadCached(in EventFields fields, string? promptId, in RunScope scope)
    {
        IReadOnlyList<string> ids = fields.NodeIds ?? [];
        List<ComfyNode>? nodes = null;
        foreach (string id in ids)
        {
            if (NodeReference.Find(scope.Workflow, id, null).Node is { } node)
                (nodes ??= []).Add(node);
        }
        return new ExecutionCachedEvent(ids, nodes is null ? [] : nodes, fields.Timestamp) { PromptId = promptId };
    }

    private static ExecutionErrorEvent ReadError(in EventFields fields, NodeReference node, string? promptId) => new(node)
    {
        PromptId = promptId,
        NodeType = fields.NodeType,
        ExceptionType = fields.ExceptionType ?? "",
        ExceptionMessage = fields.ExceptionMessage ?? "",
        Traceback = fields.Traceback ?? [],
        Executed = fields.Executed ?? [],
        CurrentInputs = fields.CurrentInputs,
        CurrentOutputs = fields.CurrentOutputs,
        Timestamp = fields.Timestamp,
    };

    private static LogsEvent ReadLogs(JsonElement data)
    {
        var entries = new List<LogEntry>();
        foreach (JsonElement entry in data.Member("entries").Items())
            entries.Add(new LogEntry(entry.Member("t").AsText(), entry.Member("m").AsText() ?? ""));
        return new LogsEvent(entries);
    }

    private static NotificationEvent ReadNotification(JsonElement data, string? promptId) =>
        new(data.Member("value").AsText(), data.Member("id").AsText()) { PromptId = promptId };
}
