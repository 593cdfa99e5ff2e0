using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyTyped.Testing.Execution;
using ComfyTyped.Testing.Prompts;
using ComfyTyped.Testing.Protocol;
using ComfyTyped.Testing.Python;
using ComfyTyped.Testing.Routes;
using Microsoft.AspNetCore.Http;

namespace ComfyTyped.Testing.Cloud;

/// <summary>What Comfy Cloud has in place of ComfyUI's queue, interrupt and history.</summary>
internal sealed class CloudRoutes(ServerState state)
{
    private readonly JobList _jobs = new(state);

    public void Map(RouteMap routes)
    {
        routes.Get("/job/{job_id}/status", StatusAsync);
        routes.Get("/queue", QueueAsync);
        routes.Post("/queue", ChangeQueueAsync);
        routes.Post("/interrupt", InterruptAsync);
        routes.Get("/history_v2", HistoryAsync);
        routes.Get("/history_v2/{prompt_id}", FindAsync);
        routes.Post("/history", new HistoryRoutes(state).ChangeAsync);
    }

    /// <summary>In the words of the guide, which are not those of the list of jobs.</summary>
    private Task StatusAsync(HttpContext http)
    {
        if (_jobs.Find((string)http.Request.RouteValues["job_id"]!) is not { } job)
            return NotFoundAsync(http, "job");
        string status = job.Status switch
        {
            Job.Pending => "queued_waiting",
            Job.InProgress => "executing",
            Job.Completed => "success",
            Job.Cancelled => "cancelled",
            _ => "error",
        };
        string createdAt = DateTimeOffset.FromUnixTimeMilliseconds(job.CreateTime).ToString("O", CultureInfo.InvariantCulture);
        return HttpJson.WriteAsync(http.Response, new JsonObject { ["id"] = job.Id, ["status"] = status, ["created_at"] = createdAt, ["updated_at"] = createdAt });
    }

    private Task QueueAsync(HttpContext http)
    {
        (IReadOnlyList<QueueItem> running, IReadOnlyList<QueueItem> pending) = state.Queue.Snapshot();
        return HttpJson.WriteAsync(http.Response, new JsonObject { ["queue_running"] = Items(running, 1), ["queue_pending"] = Items(pending, 1 + running.Count) });
    }

    private async Task ChangeQueueAsync(HttpContext http)
    {
        JsonElement body = await HttpJson.ReadAsync(http.Request);
        bool isCleared = body.TryGetProperty("clear", out JsonElement clear) && PythonValue.IsTrue(clear);
        if (isCleared)
            state.Queue.Clear();
        string[] ids = body.TryGetProperty("delete", out JsonElement given) ? [.. given.EnumerateArray().Select(id => id.GetString()!)] : [];
        JsonNode?[] deleted = [.. ids.Where(state.Queue.Delete)];
        await HttpJson.WriteAsync(http.Response, new JsonObject { ["deleted"] = new JsonArray(deleted), ["cleared"] = isCleared });
    }

    /// <summary>Whatever the body says, all that the account runs is stopped.</summary>
    private async Task InterruptAsync(HttpContext http)
    {
        await state.Worker.InterruptAsync(promptId: null);
        await HttpJson.WriteEmptyAsync(http.Response);
    }

    private Task HistoryAsync(HttpContext http)
    {
        IEnumerable<HistoryEntry> entries = state.History.Page(maxItems: null, offset: -1).Reverse();
        if (int.TryParse(http.Request.Query["offset"], CultureInfo.InvariantCulture, out int offset))
            entries = entries.Skip(offset);
        if (int.TryParse(http.Request.Query["max_items"], CultureInfo.InvariantCulture, out int maxItems))
            entries = entries.Take(maxItems);
        return HttpJson.WriteAsync(http.Response, new JsonObject { ["history"] = new JsonArray([.. entries.Select(entry => Entry(entry, isDetailed: false))]) });
    }

    private Task FindAsync(HttpContext http)
    {
        string id = (string)http.Request.RouteValues["prompt_id"]!;
        return state.History.Find(id) is { } entry
            ? HttpJson.WriteAsync(http.Response, new JsonObject { [id] = Entry(entry, isDetailed: true) })
            : NotFoundAsync(http, "prompt");
    }

    private static JsonObject Entry(HistoryEntry entry, bool isDetailed)
    {
        JsonObject json = HttpJson.Written(entry.WriteTo).AsObject();
        JsonArray parts = json["prompt"]!.AsArray();
        var prompt = new JsonObject { ["priority"] = parts[0]!.DeepClone(), ["prompt_id"] = entry.PromptId, ["extra_data"] = parts[3]!.DeepClone() };
        if (isDetailed)
        {
            prompt["prompt"] = parts[2]!.DeepClone();
            prompt["outputs_to_execute"] = parts[4]!.DeepClone();
        }
        else
        {
            json["prompt_id"] = entry.PromptId;
        }

        json["prompt"] = prompt;
        return json;
    }

    /// <summary>The ids of the outputs come before the rest, and the first part counts from 1.</summary>
    private static JsonArray Items(IReadOnlyList<QueueItem> items, int first) => new([.. items.Select((item, index) =>
    {
        JsonArray parts = HttpJson.Written(item.WriteTo).AsArray();
        return (JsonNode?)new JsonArray(
            first + index, item.PromptId, parts[2]!.DeepClone(), parts[4]!.DeepClone(), new JsonObject { ["create_time"] = parts[3]!["create_time"]!.DeepClone() });
    })]);

    private static Task NotFoundAsync(HttpContext http, string what) => HttpJson.WriteAsync(
        http.Response, new JsonObject { ["code"] = "NOT_FOUND", ["message"] = $"no such {what}" }, StatusCodes.Status404NotFound);
}
