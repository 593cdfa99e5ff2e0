using System.Net;
using ComfyTyped.Protocol;

namespace ComfyTyped.Connection;

/// <content>Where a run is, and how it is taken off the server.</content>
internal sealed partial class ServerApi
{
    private readonly ServerKnowledge _known = new();

    /// <summary>Forgets what was found out about the server: after it was out of sight it may be another version.</summary>
    public void Forget() => _known.Forget();

    /// <summary>Looks where a run is: one request where the server tells of jobs, else two.</summary>
    public async Task<RunSighting> LookAsync(string promptId, RunScope scope, CancellationToken cancellationToken) =>
        await new JobWitness(this, _known).FindAsync(promptId, scope, cancellationToken).ConfigureAwait(false)
        ?? (await new HistoryWitness(this).FindAsync(promptId, scope, cancellationToken).ConfigureAwait(false))!.Value;

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

    private static bool IsCancelled(ReadOnlySpan<byte> utf8) => PythonJson.Parse(utf8).Member("cancelled").IsTrue();
}
