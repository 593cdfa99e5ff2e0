using System.Globalization;
using System.Text.Json.Nodes;
using ComfyTyped.Testing.Execution;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ComfyTyped.Testing.Routes;

/// <summary><c>/api/jobs</c> (since 0.6.0): queue and history in one list. Only this form with the prefix exists.</summary>
internal sealed class JobRoutes(ServerState state)
{
    private static readonly string[] Statuses = [Job.Pending, Job.InProgress, Job.Completed, Job.Failed];

    public void Map(IEndpointRouteBuilder endpoints)
    {
        if (!state.Version.HasJobs)
            return;
        endpoints.MapGet("/api/jobs", (RequestDelegate)ListAsync);
        endpoints.MapGet("/api/jobs/{job_id}", (RequestDelegate)FindAsync);
    }

    private Task ListAsync(HttpContext http)
    {
        string[] statuses = Texts(http, "status");
        if (statuses.FirstOrDefault(status => !Statuses.Contains(status, StringComparer.Ordinal)) is { } unknown)
            return RefuseAsync(http, $"Invalid status value: {unknown}");
        if (!TryNumber(http, "limit", minimum: 1, out int? limit) || !TryNumber(http, "offset", minimum: 0, out int? offset))
            return RefuseAsync(http, "limit and offset must be integers, not below 1 and 0");
        string? workflowId = Texts(http, "workflow_id").FirstOrDefault();
        Job[] jobs =
        [
            .. Jobs().Where(job => statuses.Length == 0 || statuses.Contains(job.Status, StringComparer.Ordinal))
                .Where(job => workflowId is null || job.WorkflowId == workflowId),
        ];
        bool ascending = http.Request.Query["sort_order"].ToString() == "asc";
        bool byDuration = http.Request.Query["sort_by"].ToString() == "execution_duration";
        Func<Job, long> key = byDuration ? job => job.Duration : job => job.CreateTime;
        Job[] page = [.. (ascending ? jobs.OrderBy(key) : jobs.OrderByDescending(key)).Skip(offset ?? 0).Take(limit ?? int.MaxValue)];
        return HttpJson.WriteAsync(http.Response, new JsonObject
        {
            ["jobs"] = new JsonArray([.. page.Select(job => job.ToJson())]),
            ["pagination"] = new JsonObject
            {
                ["offset"] = offset ?? 0,
                ["limit"] = limit,
                ["total"] = jobs.Length,
                ["has_more"] = (offset ?? 0) + page.Length < jobs.Length,
            },
        });
    }

    private Task FindAsync(HttpContext http)
    {
        string id = (string)http.Request.RouteValues["job_id"]!;
        return Jobs().FirstOrDefault(job => job.Id == id) is { } job
            ? HttpJson.WriteAsync(http.Response, job.ToDetailedJson())
            : HttpJson.WriteAsync(http.Response, new JsonObject { ["error"] = "Job not found" }, StatusCodes.Status404NotFound);
    }

    private IEnumerable<Job> Jobs()
    {
        (IReadOnlyList<QueueItem> running, IReadOnlyList<QueueItem> pending) = state.Queue.Snapshot();
        return
        [
            .. state.History.Page(maxItems: null, offset: -1).Select(entry => new Job(entry.Item, entry.Succeeded ? Job.Completed : Job.Failed, entry)),
            .. running.Select(item => new Job(item, Job.InProgress, Entry: null)),
            .. pending.Select(item => new Job(item, Job.Pending, Entry: null)),
        ];
    }

    private static string[] Texts(HttpContext http, string name) =>
        http.Request.Query[name].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static bool TryNumber(HttpContext http, string name, int minimum, out int? number)
    {
        number = null;
        if (!http.Request.Query.ContainsKey(name))
            return true;
        if (!int.TryParse(http.Request.Query[name], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int given) || given < minimum)
            return false;
        number = given;
        return true;
    }

    private static Task RefuseAsync(HttpContext http, string problem) =>
        HttpJson.WriteAsync(http.Response, new JsonObject { ["error"] = problem }, StatusCodes.Status400BadRequest);
}
