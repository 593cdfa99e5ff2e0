using ComfyTyped.Connection;
using ComfyTyped.Protocol;

namespace ComfyTyped.Client;

/// <summary>Asks the server whether it has a prompt whose acceptance was not heard. It takes every prompt that it is sent, under the same id or not.</summary>
internal sealed class PromptInquiry(ServerApi api, TimeProvider time)
{
    /// <summary>One finds whatever the server has, since the queue is looked at before the history; but a prompt can still be in validation, or in a proxy.</summary>
    private const int Looks = 2;

    /// <exception cref="ComfyException">The server does not answer.</exception>
    public async Task<bool> FindAsync(RunState run, CancellationToken cancellationToken)
    {
        for (int look = 1; ; look++)
        {
            // An event of it says enough.
            if (run.Heard > 0
                || await api.FindInQueueAsync(run.PromptId, cancellationToken).ConfigureAwait(false) != QueuePlace.Absent
                || await api.GetHistoryAsync(run.PromptId, run.Scope, cancellationToken).ConfigureAwait(false) is not null)
            {
                return true;
            }
            if (look == Looks)
                return false;
            await Task.Delay(ComfyClientDefaults.EndGrace, time, cancellationToken).ConfigureAwait(false);
        }
    }
}
