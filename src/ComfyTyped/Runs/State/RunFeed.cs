using ComfyTyped.Options;

namespace ComfyTyped.Runs;

/// <summary>What a run tells its listeners: its events, and how far it is. A run that moves from server to server takes its feed along.</summary>
/// <param name="workflow">Its workflow.</param>
/// <param name="interest">What they listen to.</param>
/// <param name="limits">What the events may keep that wait for a reader.</param>
internal sealed class RunFeed(ComfyWorkflow workflow, EventInterest interest, EventLimits limits)
{
    public EventInterest Interest => interest;

    /// <summary>Gets the events for whoever listens, or null when nobody does.</summary>
    public EventBuffer? Events { get; } = interest == EventInterest.None ? null : new EventBuffer(limits);

    public ProgressTracker? Progress { get; } = interest.HasFlag(EventInterest.Progress) ? new ProgressTracker(workflow) : null;

    /// <summary>Gets whether the run may have further attempts, so that the end of one is not its end.</summary>
    public bool OutlivesAttempts { get; init; }

    /// <summary>Notes that an attempt has ended.</summary>
    public void EndAttempt()
    {
        if (!OutlivesAttempts)
            Events?.Complete();
    }

    /// <summary>Tells listeners what the server said, as far as they listen to it, and how far the run is by that.</summary>
    public void Tell(ComfyEvent item)
    {
        if (Events is null)
            return;
        if (Wants(item))
            Events.Add(item);
        if (Progress?.Apply(item) is { } step)
            Events.Add(step);
    }

    /// <summary>Tells listeners something that no server said.</summary>
    public void Report(ComfyEvent item)
    {
        if (interest == EventInterest.All)
            Events?.Add(item);
    }

    private bool Wants(ComfyEvent item) => interest == EventInterest.All || item switch
    {
        ExecutingEvent => interest.HasFlag(EventInterest.Executing),
        ExecutedEvent => interest.HasFlag(EventInterest.Executed),
        _ => false,
    };
}
