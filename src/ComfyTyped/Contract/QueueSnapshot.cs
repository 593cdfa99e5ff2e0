namespace ComfyTyped;

/// <summary>A server's queue at one moment (<c>GET /queue</c>): the prompts of all its clients.</summary>
/// <param name="Running">What runs: at most one on a server of one worker.</param>
/// <param name="Pending">What waits, in the order in which it will run.</param>
public sealed record QueueSnapshot(IReadOnlyList<QueuedPrompt> Running, IReadOnlyList<QueuedPrompt> Pending)
{
    /// <summary>Gets how many prompts run or wait: <c>queue_remaining</c> of <c>GET /prompt</c>.</summary>
    public int Remaining => Running.Count + Pending.Count;
}
