using System.Net;
using ComfyTyped.Contract;
using ComfyTyped.Primitives;

namespace ComfyTyped.Wire;

/// <content>Where a run is, and how it is taken off the server.</content>
internal sealed partial class ServerApi
{
    private readonly ServerKnowledge _known = new();

    /// <summary>Gets whether the server tells of jobs; null while that is not known.</summary>
    public bool? HasJobs => dialect.MayLackJobs ? _known.HasJobs : true;

    /// <summary>Forgets what was found out about the server: after it was out of sight it may be another version.</summary>
    public void Forget() => _known.Forget();

    /// <summary>Looks where one run is: one request where the server tells of jobs, else two.</summary>
    public async Task<RunSighting> LookAsync(string promptId, RunScope scope, CancellationToken cancellationToken) =>
        await FindJobAsync(promptId, scope, cancellationToken).ConfigureAwait(false)
        ?? await FindInHistoryAsync(promptId, scope, cancellationToken).ConfigureAwait(false)
        ?? Sighting(await FindInQueueAsync(promptId, cancellationToken).ConfigureAwait(false));

    /// <summary>Looks where a run is that was neither waiting nor running a moment ago.</summary>
    public async Task<RunSighting> LookForEndedAsync(string promptId, RunScope scope, CancellationToken cancellationToken) =>
        await FindJobAsync(promptId, scope, cancellationToken).ConfigureAwait(false)
        ?? await FindInHistoryAsync(promptId, scope, cancellationToken).ConfigureAwait(false)
        ?? Sighting(QueuePlace.Absent);

    /// <summary>Lists what waits and runs, without the prompts where the server tells of jobs.</summary>
    public async Task<LiveRuns> GetLiveRunsAsync(CancellationToken cancellationToken)
    {
        if (HasJobs != false && _known.ListsJobs != false)
        {
            try
            {
                LiveRuns jobs = await ReadOnceAsync("jobs" + LiveJobReader.Query, LiveJobReader.Read, cancellationToken).ConfigureAwait(false);
                _known.HasJobs = _known.ListsJobs = true;
                return jobs;
            }
            catch (ComfyServerException exception) when (dialect.MayLackJobs && IsLack(exception.StatusCode))
            {
                // A proxy may know single jobs all the same.
                _known.ListsJobs = false;
            }
        }
        return await GetQueueAsync(cancellationToken).ConfigureAwait(false);
    }

    public static RunSighting Sighting(QueuePlace place, RunWitness witness = RunWitness.Queue) => place switch
    {
        QueuePlace.Running => new RunSighting(RunPlace.Running, witness),
        QueuePlace.Pending => new RunSighting(RunPlace.Pending, witness),
        _ => new RunSighting(RunPlace.Absent, witness),
    };

    /// <summary>Cancels a run by the one request that cannot hit another one, if the server knows it (0.26).</summary>
    /// <returns>Whether the server has taken care of it.</returns>
    public async Task<bool> TryCancelJobAsync(string promptId, CancellationToken cancellationToken)
    {
        if (_known.CancelsJobs == false)
            return false;
        try
        {
            await CancelJobAsync(promptId, cancellationToken).ConfigureAwait(false);
            _known.CancelsJobs = true;
            return true;
        }
        catch (ComfyServerException exception)
        {
            // Comfy Cloud may mean the job by a 404; all else that fails has other ways.
            if (exception.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed)
                _known.CancelsJobs = false;
            return false;
        }
    }

    /// <returns>Whether there was something to cancel.</returns>
    public Task<bool> CancelJobAsync(string promptId, CancellationToken cancellationToken) =>
        PostRepeatableAsync($"jobs/{Uri.EscapeDataString(promptId)}/cancel", static _ => { }, IsCancelled, cancellationToken);

    /// <returns>Whether there was something to cancel.</returns>
    public Task<bool> CancelJobsAsync(string[] promptIds, CancellationToken cancellationToken) =>
        PostRepeatableAsync("jobs/cancel", writer => writer.WriteTexts("job_ids"u8, promptIds), IsCancelled, cancellationToken);

    /// <summary>Asks whether <c>POST /interrupt</c> stops this prompt only.</summary>
    public async ValueTask<bool> InterruptsByPromptIdAsync(CancellationToken cancellationToken) =>
        dialect.InterruptsByPromptId
        && (_known.InterruptsByPromptId ??=
            ServerVersion.InterruptsByPromptId((await GetSystemStatsAsync(cancellationToken).ConfigureAwait(false)).System.ComfyUIVersion));

    /// <summary>Asks, once, whether a prompt has the id that it was sent with, so that the server can be asked for it.</summary>
    public async ValueTask<bool> KeepsPromptIdsAsync(CancellationToken cancellationToken) =>
        dialect.HeedsPromptIds
        && (_known.KeepsPromptIds ??= ServerVersion.KeepsPromptIds(
            (await ReadOnceAsync("system_stats", SystemStatsReader.Read, cancellationToken).ConfigureAwait(false)).System.ComfyUIVersion));

    /// <summary>Asks whether a prompt runs, and no other beside it, so that an interrupt without an id means it.</summary>
    public async Task<bool> RunsAloneAsync(string promptId, CancellationToken cancellationToken) =>
        (await ReadAsync("queue", QueueSnapshotReader.Read, cancellationToken).ConfigureAwait(false)).Running is [{ } only] && only.PromptId == promptId;

    /// <summary>Asks for the run as a job: one small answer, which sees history and queue at one moment. Servers since 0.6 have it.</summary>
    /// <returns>Null when the server has no jobs, as far as can be seen.</returns>
    private async Task<RunSighting?> FindJobAsync(string promptId, RunScope scope, CancellationToken cancellationToken)
    {
        if (HasJobs == false)
            return null;
        try
        {
            JobState? state = await FindOnceAsync<JobState?>(dialect.StatusRoute(promptId), static utf8 => JobState.Read(utf8), cancellationToken).ConfigureAwait(false);
            // Whoever has shown no job yet may be a proxy that says so of all that it does not know: no witness of this one's absence.
            if (state is null)
                return HasJobs == true ? Sighting(QueuePlace.Absent, RunWitness.Jobs) : null;
            _known.HasJobs = true;
            return await SeeAsync(state.Value, promptId, scope, cancellationToken).ConfigureAwait(false);
        }
        catch (ComfyServerException exception) when (dialect.MayLackJobs && IsLack(exception.StatusCode))
        {
            _known.HasJobs = false;
            return null;
        }
    }

    private async Task<RunSighting> SeeAsync(JobState state, string promptId, RunScope scope, CancellationToken cancellationToken)
    {
        RunPlace place = state.Status switch
        {
            JobStatus.InProgress => RunPlace.Running,
            JobStatus.Completed or JobStatus.Failed or JobStatus.Cancelled => RunPlace.Ended,
            JobStatus.Lost => RunPlace.Lost,
            _ => RunPlace.Pending,
        };
        if (place != RunPlace.Ended)
            return new RunSighting(place, RunWitness.Jobs);
        HistoryEntry? record = await GetHistoryAsync(promptId, scope, cancellationToken).ConfigureAwait(false);
        return new RunSighting(place, RunWitness.Jobs, JobRecordReader.Explain(record, state, promptId, scope));
    }

    private async Task<RunSighting?> FindInHistoryAsync(string promptId, RunScope scope, CancellationToken cancellationToken) =>
        await GetHistoryAsync(promptId, scope, cancellationToken).ConfigureAwait(false) is { } record
            ? new RunSighting(RunPlace.Ended, RunWitness.History, record)
            : null;

    /// <summary>A server that is merely busy, or does not know the client, says nothing about its routes.</summary>
    private static bool IsLack(HttpStatusCode status) =>
        status is not (HttpStatusCode.Unauthorized or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests)
        && status <= HttpStatusCode.NotImplemented;

    private static bool IsCancelled(ReadOnlySpan<byte> utf8) => PythonJson.Parse(utf8).Member("cancelled").IsTrue();
}
