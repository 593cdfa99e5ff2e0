using ComfyTyped.Testing.Execution;
using ComfyTyped.Testing.Prompts;

namespace ComfyTyped.Testing.Routes;

/// <summary>Queue and history as one list of jobs.</summary>
internal sealed class JobList(ServerState state)
{
    public IReadOnlyList<Job> All()
    {
        (IReadOnlyList<QueueItem> running, IReadOnlyList<QueueItem> pending) = state.Queue.Snapshot();
        return
        [
            // The history after the queue, as in ComfyUI: a run that ends in between is seen in both, never in none.
            .. state.History.Page(maxItems: null, offset: -1).Select(entry => new Job(entry.Item, StatusOf(entry), entry)),
            .. running.Select(item => new Job(item, Job.InProgress, Entry: null)),
            .. pending.Select(item => new Job(item, Job.Pending, Entry: null)),
        ];
    }

    public Job? Find(string id) => All().FirstOrDefault(job => job.Id == id);

    private string StatusOf(HistoryEntry entry) => entry.Succeeded ? Job.Completed
        : state.Version.CancelsJobs && entry.Messages.Any(message => message.Type == "execution_interrupted") ? Job.Cancelled
        : Job.Failed;
}
