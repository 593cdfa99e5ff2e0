using System.Globalization;
using ComfyTyped.Graph;
using ComfyTyped.Server;
using ComfyTyped.Wire;

namespace ComfyTyped;

/// <summary>
/// The runs of a server in one list, whether they wait, run or have ended: <see cref="ComfyClient.Jobs"/>. Servers since 0.6 and Comfy Cloud have it;
/// older ones answer 404, and have <see cref="ComfyClient.Queue"/> and <see cref="ComfyClient.History"/>.
/// </summary>
public sealed class ServerJobs
{
    private const string Route = "jobs";

    private readonly ServerApi _api;
    private readonly IFileReader _files;

    internal ServerJobs(ServerApi api, IFileReader files)
    {
        _api = api;
        _files = files;
    }

    /// <summary>Lists jobs (<c>GET /api/jobs</c>).</summary>
    /// <param name="query">Which, and in which order; null for all, newest first.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The jobs, without their workflows and outputs.</returns>
    /// <exception cref="ComfyServerException">The server answers with a failure: 404 before 0.6, 400 for a status that it does not know.</exception>
    /// <exception cref="ComfyConnectionException">The server cannot be reached.</exception>
    public Task<JobPage> ListAsync(JobQuery? query = null, CancellationToken cancellationToken = default) =>
        _api.ReadAsync($"{Route}?{Write(query ?? new JobQuery())}", utf8 => JobReader.ReadPage(utf8, _files), cancellationToken);

    /// <summary>Finds one job (<c>GET /api/jobs/{id}</c>).</summary>
    /// <param name="id">The id of the run.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The job; null when the server does not know it.</returns>
    /// <exception cref="ComfyServerException">The server answers with a failure: 404 before 0.6.</exception>
    /// <exception cref="ComfyConnectionException">The server cannot be reached.</exception>
    public Task<JobDetails?> FindAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return _api.FindAsync($"{Route}/{Uri.EscapeDataString(id)}", utf8 => JobReader.ReadDetails(utf8, _files), cancellationToken);
    }

    /// <summary>Cancels one job and no other, whether it waits or runs (<c>POST /api/jobs/{id}/cancel</c>, servers since 0.26).</summary>
    /// <param name="id">The id of the run.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>Whether there was something to cancel: false for what has ended, and for ids that the server does not know.</returns>
    /// <exception cref="ComfyServerException">The server answers with a failure: 404 or 405 before 0.26.</exception>
    /// <exception cref="ComfyConnectionException">The server cannot be reached.</exception>
    public async Task<bool> CancelAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        bool isCancelled = await _api.CancelJobAsync(id, cancellationToken).ConfigureAwait(false);
        _api.ReportTakenOff([id]);
        return isCancelled;
    }

    /// <summary>Cancels jobs and no others, whether they wait or run (<c>POST /api/jobs/cancel</c>, servers since 0.26).</summary>
    /// <param name="ids">The ids of the runs; what has ended and what the server does not know is left alone.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>Whether there was something to cancel.</returns>
    /// <exception cref="ComfyServerException">The server answers with a failure: 404 or 405 before 0.26, 400 for an id that is no lower-case UUID with hyphens.</exception>
    /// <exception cref="ComfyConnectionException">The server cannot be reached.</exception>
    public async Task<bool> CancelAsync(IEnumerable<string> ids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        string[] all = [.. ids];
        bool isCancelled = await _api.CancelJobsAsync(all, cancellationToken).ConfigureAwait(false);
        _api.ReportTakenOff(all);
        return isCancelled;
    }

    private string Write(JobQuery query)
    {
        var parts = new List<string>
        {
            "sort_by=" + _api.Dialect.SortKey(query.SortBy),
            "sort_order=" + (query.Ascending ? "asc" : "desc"),
            string.Create(CultureInfo.InvariantCulture, $"offset={query.Offset}"),
        };
        if (query.Limit is { } limit)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"limit={limit}"));
        if (query.Statuses.Count > 0)
            parts.Add("status=" + string.Join("%2C", query.Statuses.Distinct().Select(JobStatuses.ToWire)));
        if (query.WorkflowId is { } workflowId)
            parts.Add("workflow_id=" + Uri.EscapeDataString(workflowId));
        return string.Join('&', parts);
    }
}
