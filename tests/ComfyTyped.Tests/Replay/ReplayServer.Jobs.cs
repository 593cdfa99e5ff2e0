using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ComfyTyped.Tests.Replay;

/// <content>The jobs API of servers that can cancel jobs. A replay of 0.8.0 has none, as behind a proxy that does not know the route.</content>
internal sealed partial class ReplayServer
{
    private const string CancelSuffix = "/cancel";

    private bool HasJobs => Version.Parse(_recording.Version) >= new Version(0, 26, 0);

    /// <summary>The requests that were to stop the run, whichever way.</summary>
    public IEnumerable<SentRequest> Cancellations => _requests.Where(request => request.Path == "/api/interrupt"
        || (request.Method == "POST" && request.Path.StartsWith("/api/jobs/", StringComparison.Ordinal)));

    private Task AnswerJobAsync(HttpContext context, SentRequest request)
    {
        string rest = request.Path["/api/jobs/".Length..];
        if (request.Method != "POST")
            return Job(rest) is { } job ? WriteJsonAsync(context, 200, job) : WriteJsonAsync(context, 404, """{"error":"Job not found"}""");
        Check(rest.EndsWith(CancelSuffix, StringComparison.Ordinal), $"{request} is no cancellation");
        bool isCancelled = IsLive(rest[..^CancelSuffix.Length]);
        _isDeleted |= isCancelled && _faults.StaysPending;
        if (isCancelled)
            _interrupted.TrySetResult();
        _left.OnCancelled(isRunning: isCancelled && !_faults.StaysPending);
        return WriteJsonAsync(context, 200, $$"""{"cancelled": {{(isCancelled ? "true" : "false")}}}""");
    }

    private bool IsKnown(string id) => id == _promptId && _submitted.Task.IsCompleted && !_faults.Forgets && !_isDeleted;

    private bool IsLive(string id) => IsKnown(id) && !(_hasHistory && Volatile.Read(ref _historyReads) >= _faults.EmptyHistories);

    /// <summary>The job as the recorded server would have shown it: as recorded, or where the recorder did not look, made of the history.</summary>
    private string? Job(string id)
    {
        if (!IsKnown(id))
            return null;
        if (IsLive(id))
        {
            string status = _faults.StaysPending ? "pending" : "in_progress";
            return $$"""{"id":"{{id}}","status":"{{status}}","priority":1,"create_time":1795648743445,"outputs_count":0,"previewable_outputs_count":0}""";
        }
        if (_faults.NoHistory)
            return null;
        if (_recording.JobAnswer is { } recorded && _faults.HistoryAnswer is null)
            return recorded;
        JsonNode history = JsonNode.Parse(_faults.HistoryAnswer ?? _recording.HistoryAnswer)!.AsObject().First().Value!;
        return new JsonObject
        {
            ["id"] = id,
            ["status"] = StatusOf(history["status"]!),
            ["priority"] = 1,
            ["outputs"] = history["outputs"]!.DeepClone(),
            ["execution_status"] = history["status"]!.DeepClone(),
        }.ToJsonString();
    }

    private static string StatusOf(JsonNode status) => (string?)status["status_str"] == "success" ? "completed"
        : status["messages"]!.AsArray().Any(message => (string?)message![0] == "execution_interrupted") ? "cancelled"
        : "failed";
}
