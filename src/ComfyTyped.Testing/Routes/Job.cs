using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyTyped.Testing.Execution;
using ComfyTyped.Testing.Prompts;
using ComfyTyped.Testing.Protocol;

namespace ComfyTyped.Testing.Routes;

/// <summary>A prompt as the jobs API shows it. Members without a value are left out.</summary>
internal sealed record Job(QueueItem Item, string Status, HistoryEntry? Entry)
{
    public const string Pending = "pending";
    public const string InProgress = "in_progress";
    public const string Completed = "completed";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";

    public string Id => Item.PromptId;

    public long CreateTime => Item.ExtraData.TryGetProperty("create_time", out JsonElement time) ? time.GetInt64() : 0;

    public long Duration => (EndTime ?? 0) - (StartTime ?? 0);

    public string? WorkflowId =>
        Item.ExtraData.TryGetProperty("extra_pnginfo", out JsonElement info) && info.ValueKind == JsonValueKind.Object
            && info.TryGetProperty("workflow", out JsonElement workflow) && workflow.ValueKind == JsonValueKind.Object
            && workflow.TryGetProperty("id", out JsonElement id) && id.ValueKind == JsonValueKind.String
            ? id.GetString()
            : null;

    private long? StartTime => Message("execution_start")?.GetProperty("timestamp").GetInt64();

    private long? EndTime => (Message("execution_success") ?? Error ?? Message("execution_interrupted"))?.GetProperty("timestamp").GetInt64();

    private JsonElement? Error => Message("execution_error");

    public JsonObject ToJson(ComfyVersion version)
    {
        var job = new JsonObject { ["id"] = Id, ["status"] = Status, ["priority"] = JsonNode.Parse(Item.Number.ToJson().GetRawText()), ["create_time"] = CreateTime };
        if (StartTime is { } start)
            job["execution_start_time"] = start;
        if (EndTime is { } end)
            job["execution_end_time"] = end;
        if (Error is { } error)
            job["execution_error"] = JsonNode.Parse(error.GetRawText());
        if (WorkflowId is { } workflowId)
            job["workflow_id"] = workflowId;
        JobOutputs outputs = new(Entry?.Outputs ?? new Dictionary<string, ShownOutput>());
        job["outputs_count"] = outputs.Count;
        if (version.PreviewsTexts)
            job["previewable_outputs_count"] = outputs.PreviewableCount;
        if (outputs.Preview(version) is { } preview)
            job["preview_output"] = preview;
        return job;
    }

    public JsonObject ToDetailedJson(ComfyVersion version)
    {
        JsonObject job = ToJson(version);
        if (Entry is not null)
        {
            JsonObject history = HttpJson.Written(Entry.WriteTo).AsObject();
            job["outputs"] = history["outputs"]!.DeepClone();
            job["execution_status"] = history["status"]!.DeepClone();
        }

        if (Entry is not null || version.ShowsWorkflowOfLiveJobs)
        {
            JsonArray prompt = HttpJson.Written(Item.WriteTo).AsArray();
            job["workflow"] = new JsonObject { ["prompt"] = prompt[2]!.DeepClone(), ["extra_data"] = prompt[3]!.DeepClone() };
        }

        return job;
    }

    private JsonElement? Message(string type) =>
        Entry?.Messages.Where(message => message.Type == type).Select(message => (JsonElement?)message.Data).FirstOrDefault();
}
