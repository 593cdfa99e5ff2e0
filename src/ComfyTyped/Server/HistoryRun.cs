namespace ComfyTyped;

/// <summary>A run that has ended, as a server's history keeps it (<c>GET /history</c>): until it restarts, and at most the last 10 000.</summary>
/// <param name="PromptId">The id of the run.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Prompt">What was queued; null when the server does not tell.</param>
/// <param name="Outputs">What each node reported, by node id. Nodes that expanded into others report under ids such as <c>12.0.0.1</c>.</param>
/// <param name="Messages">What the server recorded of the run: its start, cached nodes, and its outcome.</param>
public sealed record HistoryRun(
    string PromptId,
    HistoryStatus Status,
    QueuedPrompt? Prompt,
    IReadOnlyDictionary<string, AnyOutput> Outputs,
    IReadOnlyList<ComfyEvent> Messages)
{
    /// <summary>Gets why it failed; null when no node did.</summary>
    public ExecutionErrorEvent? Error => Messages.OfType<ExecutionErrorEvent>().FirstOrDefault(error => !error.IsBlocked);

    /// <summary>Gets when it left the queue, by the server's clock; null when the server does not tell.</summary>
    public DateTimeOffset? StartedAt => Messages.OfType<ExecutionStartEvent>().FirstOrDefault()?.Timestamp;

    /// <summary>Gets when it ended, by the server's clock; null when the server does not tell.</summary>
    public DateTimeOffset? EndedAt => Messages.Select(EndOf).LastOrDefault(end => end is not null);

    /// <summary>Gets how long it took, without its time in the queue; null when the server does not tell.</summary>
    public TimeSpan? Duration => EndedAt - StartedAt;

    private static DateTimeOffset? EndOf(ComfyEvent message) => message switch
    {
        ExecutionSuccessEvent success => success.Timestamp,
        ExecutionErrorEvent error => error.Timestamp,
        ExecutionInterruptedEvent interrupted => interrupted.Timestamp,
        _ => null,
    };
}
