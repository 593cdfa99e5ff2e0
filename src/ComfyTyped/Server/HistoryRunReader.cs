using System.Text;
using System.Text.Json;
using ComfyTyped.Graph;
using ComfyTyped.Primitives;
using ComfyTyped.Wire;

namespace ComfyTyped.Server;

/// <summary>Reads <c>GET /history</c>, oldest run first. A run that looks for its own end takes <see cref="HistoryReader"/>.</summary>
internal static class HistoryRunReader
{
    /// <summary>The nodes of someone's prompt belong to no workflow object, so that its events name them by id only.</summary>
    private static readonly ComfyGraph NoNodes = new();

    public static IReadOnlyList<HistoryRun> ReadAll(ReadOnlySpan<byte> utf8, IFileReader files)
    {
        JsonElement history = PythonJson.Parse(utf8);
        if (history.ValueKind != JsonValueKind.Object)
            throw new JsonException("The history is no JSON object.");
        // Comfy Cloud lists them, newest first.
        if (history.Member("history").ValueKind == JsonValueKind.Array)
            return [.. history.Member("history").Items().Reverse().Where(IsNamed).Select(entry => Read(entry.Member("prompt_id").AsText()!, entry, entry.Member("status"), files))];
        return [.. history.EnumerateObject().Where(entry => entry.Value.ValueKind == JsonValueKind.Object)
            .Select(entry => Read(entry.NameText(), entry.Value, entry.Value.Member("status"), files))];
    }

    /// <summary>Reads the error of a job.</summary>
    public static ExecutionErrorEvent? ReadError(JsonElement error, string promptId, IFileReader files) => error.ValueKind != JsonValueKind.Object ? null
        : (ExecutionErrorEvent)EventReader.Read(EventKind.ExecutionError, null, Encoding.UTF8.GetBytes(error.GetRawText()), promptId, ScopeOf(files));

    /// <param name="promptId">The id of the run.</param>
    /// <param name="entry">An entry of the history, or a job, which has the same outputs.</param>
    /// <param name="status">Its status.</param>
    /// <param name="files">Fetches its files.</param>
    public static HistoryRun Read(string promptId, JsonElement entry, JsonElement status, IFileReader files)
    {
        RunScope scope = ScopeOf(files);
        ComfyEvent[] messages = [.. status.Member("messages").Items().Select(message => ReadMessage(message, promptId, scope)).OfType<ComfyEvent>()];
        foreach (ExecutionCachedEvent cached in messages.OfType<ExecutionCachedEvent>())
            scope.Cached.UnionWith(cached.NodeIds);
        return new HistoryRun(
            promptId,
            StatusOf(status.Member("status_str").AsText(), messages),
            QueueSnapshotReader.ReadNamed(entry.Member("prompt")),
            ReadOutputs(entry.Member("outputs"), scope),
            messages);
    }

    private static RunScope ScopeOf(IFileReader files) => new(NoNodes, files, new HashSet<string>(StringComparer.Ordinal));

    private static bool IsNamed(JsonElement entry) => entry.Member("prompt_id").AsText() is not null;

    private static ComfyEvent? ReadMessage(JsonElement message, string promptId, in RunScope scope)
    {
        if (message.ValueKind != JsonValueKind.Array || message.GetArrayLength() < 2 || message[0].AsText() is not { } type)
            return null;
        EventKind kind = SocketMessage.KindOf(Encoding.UTF8.GetBytes(type));
        return EventReader.Read(kind, type, Encoding.UTF8.GetBytes(message[1].GetRawText()), promptId, scope);
    }

    /// <summary>The messages come first: a cycle found while running leaves the status at "success".</summary>
    private static HistoryStatus StatusOf(string? status, IEnumerable<ComfyEvent> messages)
    {
        foreach (ComfyEvent message in messages)
        {
            if (message is ExecutionErrorEvent { IsBlocked: false })
                return HistoryStatus.Failed;
            if (message is ExecutionInterruptedEvent)
                return HistoryStatus.Interrupted;
        }
        return status switch
        {
            "success" => HistoryStatus.Succeeded,
            "error" => HistoryStatus.Failed,
            _ => HistoryStatus.Unknown,
        };
    }

    private static Dictionary<string, AnyOutput> ReadOutputs(JsonElement outputs, in RunScope scope)
    {
        var read = new Dictionary<string, AnyOutput>(StringComparer.Ordinal);
        if (outputs.ValueKind != JsonValueKind.Object)
            return read;
        foreach (JsonProperty output in outputs.EnumerateObject())
        {
            string id = output.NameText();
            read[id] = AnyOutput.Create(new NodeOutputData(output.Value, scope.Cached.Contains(id), scope.Files));
        }
        return read;
    }
}
