using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyTyped.Testing.Execution;
using ComfyTyped.Testing.Protocol;
using Microsoft.AspNetCore.Http;

namespace ComfyTyped.Testing.Routes;

/// <summary><c>/api/jobs</c> (since 0.6.0): queue and history in one list, and since 0.26.0 the way to cancel. Only this form with the prefix exists.</summary>
internal sealed class JobRoutes(ServerState state)
{
    /// <summary>How many Comfy Cloud lists unless it is told.</summary>
    private const int CloudLimit = 100;

    private readonly JobList _jobs = new(state);

    private string[] Statuses => state.Version.CancelsJobs
        ? [Job.Pending, Job.InProgress, Job.Completed, Job.Failed, Job.Cancelled]
        : [Job.Pending, Job.InProgress, Job.Completed, Job.Failed];

    private string ByCreation => state.IsCloud ? "create_time" : "created_at";

    private string ByDuration => state.IsCloud ? "execution_time" : "execution_duration";

    public void Map(RouteMap routes)
    {
        if (!state.Version.HasJobs)
            return;
        routes.GetApi("/jobs", ListAsync);
        routes.GetApi("/jobs/{job_id}", FindAsync);
        if (!state.Version.CancelsJobs || state.IsCloud)
            return;
        routes.PostApi("/jobs/{job_id}/cancel", CancelOneAsync);
        routes.PostApi("/jobs/cancel", CancelAllAsync);
    }

    private Task ListAsync(HttpContext http)
    {
        string[] statuses = [.. Texts(http, "status").Select(status => status.ToLowerInvariant())];
        if (statuses.FirstOrDefault(status => !Statuses.Contains(status, StringComparer.Ordinal)) is { } unknown)
            return RefuseAsync(http, $"Invalid status value: {unknown}");
        if (!TryNumber(http, "limit", out int? limit) || limit <= 0 || !TryNumber(http, "offset", out int? offset))
            return RefuseAsync(http, "limit and offset must be integers, limit above 0");
        string sortBy = Text(http, "sort_by", ByCreation), sortOrder = Text(http, "sort_order", "desc");
        if ((sortBy != ByCreation && sortBy != ByDuration) || sortOrder is not ("asc" or "desc"))
            return RefuseAsync(http, $"sort_by must be {ByCreation} or {ByDuration}, sort_order asc or desc");
        string? workflowId = Texts(http, "workflow_id").FirstOrDefault();
        Job[] jobs =
        [
            .. _jobs.All().Where(job => statuses.Length == 0 || statuses.Contains(job.Status, StringComparer.Ordinal))
                .Where(job => workflowId is null || job.WorkflowId == workflowId),
        ];
        Func<Job, long> key = sortBy == ByDuration ? job => job.Duration : job => job.CreateTime;
        int start = Math.Max(offset ?? 0, 0);
        limit ??= state.IsCloud ? CloudLimit : null;
        Job[] page = [.. (sortOrder == "asc" ? jobs.OrderBy(key) : jobs.OrderByDescending(key)).Skip(start).Take(limit ?? int.MaxValue)];
        return HttpJson.WriteAsync(http.Response, new JsonObject
        {
            ["jobs"] = new JsonArray([.. page.Select(job => InTime(job.ToJson(state.Version)))]),
            ["pagination"] = new JsonObject
            {
                ["offset"] = start,
                ["limit"] = limit,
                ["total"] = jobs.Length,
                ["has_more"] = start + page.Length < jobs.Length,
            },
        });
    }

    private Task FindAsync(HttpContext http) => _jobs.Find(Id(http)) is { } job
        ? HttpJson.WriteAsync(http.Response, InTime(job.ToDetailedJson(state.Version)))
        : HttpJson.WriteAsync(http.Response, new JsonObject { ["error"] = "Job not found" }, StatusCodes.Status404NotFound);

    private async Task CancelOneAsync(HttpContext http) => await AnswerAsync(http, await CancelAsync(Id(http)));

    private async Task CancelAllAsync(HttpContext http)
    {
        JsonElement body = await HttpJson.ReadAsync(http.Request);
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("job_ids", out JsonElement ids) || ids.ValueKind != JsonValueKind.Array)
        {
            await RefuseAsync(http, "job_ids must be a list");
            return;
        }

        JsonElement[] invalid = [.. ids.EnumerateArray().Where(id => !IsUuid(id))];
        if (invalid.Length > 0)
        {
            var problem = new JsonObject { ["error"] = "job_ids contains invalid id(s)", ["invalid_ids"] = new JsonArray([.. invalid.Select(id => (JsonNode?)id.ToString())]) };
            await HttpJson.WriteAsync(http.Response, problem, StatusCodes.Status400BadRequest);
            return;
        }

        bool isCancelled = false;
        foreach (JsonElement id in ids.EnumerateArray())
            isCancelled |= await CancelAsync(id.GetString()!);
        await AnswerAsync(http, isCancelled);
    }

    /// <summary>One prompt of that id, the running one first: another one may wait under the same id.</summary>
    private async Task<bool> CancelAsync(string id) => await state.Worker.InterruptAsync(id) || state.Queue.Delete(id) || await state.Worker.InterruptAsync(id);

    /// <summary>Comfy Cloud tells the time of creation in seconds.</summary>
    private JsonObject InTime(JsonObject job)
    {
        if (state.IsCloud)
            job["create_time"] = (long)job["create_time"]! / 1000;
        return job;
    }

    private static string Id(HttpContext http) => (string)http.Request.RouteValues["job_id"]!;

    private static bool IsUuid(JsonElement id) =>
        id.ValueKind == JsonValueKind.String && Guid.TryParseExact(id.GetString(), "D", out Guid guid) && guid.ToString("D") == id.GetString();

    private static string Text(HttpContext http, string name, string otherwise) =>
        http.Request.Query.ContainsKey(name) ? http.Request.Query[name].ToString().ToLowerInvariant() : otherwise;

    private static string[] Texts(HttpContext http, string name) =>
        http.Request.Query[name].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static bool TryNumber(HttpContext http, string name, out int? number)
    {
        number = null;
        if (!http.Request.Query.ContainsKey(name))
            return true;
        if (!int.TryParse(http.Request.Query[name], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int given))
            return false;
        number = given;
        return true;
    }

    private static Task AnswerAsync(HttpContext http, bool isCancelled) => HttpJson.WriteAsync(http.Response, new JsonObject { ["cancelled"] = isCancelled });

    private static Task RefuseAsync(HttpContext http, string problem) =>
        HttpJson.WriteAsync(http.Response, new JsonObject { ["error"] = problem }, StatusCodes.Status400BadRequest);
}
