using ComfyTyped.Protocol;

namespace ComfyTyped.Connection;

/// <summary>Asks the history, then the queue, which every server has. The queue brings the prompts of all clients along.</summary>
internal sealed class HistoryWitness(ServerApi api) : IRunWitness
{
    public async Task<RunSighting?> FindAsync(string promptId, RunScope scope, CancellationToken cancellationToken)
    {
        if (await api.GetHistoryAsync(promptId, scope, cancellationToken).ConfigureAwait(false) is { } record)
            return new RunSighting(RunPlace.Ended, RunWitness.History, record);
        return await api.FindInQueueAsync(promptId, cancellationToken).ConfigureAwait(false) switch
        {
            QueuePlace.Running => new RunSighting(RunPlace.Running, RunWitness.Queue),
            QueuePlace.Pending => new RunSighting(RunPlace.Pending, RunWitness.Queue),
            _ => new RunSighting(RunPlace.Absent, RunWitness.Queue),
        };
    }
}
