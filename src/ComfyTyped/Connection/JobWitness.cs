using System.Net;
using ComfyTyped.Protocol;

namespace ComfyTyped.Connection;

/// <summary>Asks for the run as a job: one small answer, which sees history and queue at one moment. Servers since 0.6 have it.</summary>
internal sealed class JobWitness(ServerApi api, ServerKnowledge known) : IRunWitness
{
    public async Task<RunSighting?> FindAsync(string promptId, RunScope scope, CancellationToken cancellationToken)
    {
        if (known.HasJobs == false)
            return null;
        try
        {
            JobState? state = await api.FindOnceAsync<JobState?>(api.Dialect.StatusRoute(promptId), static utf8 => JobState.Read(utf8), cancellationToken).ConfigureAwait(false);
            // Whoever has shown no job yet may be a proxy that says so of all that it does not know: no witness of this one's absence.
            if (state is null)
                return known.HasJobs == true || !api.Dialect.MayLackJobs ? new RunSighting(RunPlace.Absent, RunWitness.Jobs) : null;
            known.HasJobs = true;
            return await SeeAsync(state.Value, promptId, scope, cancellationToken).ConfigureAwait(false);
        }
        catch (ComfyServerException exception) when (api.Dialect.MayLackJobs && IsLack(exception.StatusCode))
        {
            known.HasJobs = false;
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
        HistoryEntry? record = await api.GetHistoryAsync(promptId, scope, cancellationToken).ConfigureAwait(false);
        return new RunSighting(place, RunWitness.Jobs, JobRecordReader.Explain(record, state, promptId, scope));
    }

    /// <summary>A server that is merely busy, or does not know the client, says nothing about its routes.</summary>
    private static bool IsLack(HttpStatusCode status) =>
        status is not (HttpStatusCode.Unauthorized or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests)
        && status <= HttpStatusCode.NotImplemented;
}
