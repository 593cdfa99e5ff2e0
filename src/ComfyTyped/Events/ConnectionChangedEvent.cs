namespace ComfyTyped;

/// <summary>
/// The socket of the client dropped, or came back. Runs hear of it only while they are under way. After a gap a run's progress, previews and
/// notices may be missing from its events; what its nodes made and how it ended is made up for from the server's history.
/// </summary>
/// <param name="Previous">How it was.</param>
/// <param name="State">How it is now.</param>
public sealed record ConnectionChangedEvent(ConnectionState Previous, ConnectionState State) : ComfyEvent
{
    /// <summary>Gets why, or null when there is nothing to say. For people, not for programs.</summary>
    public string? Reason { get; internal init; }

    /// <summary>Gets how long there was no socket since the last one dropped, when it has come back; otherwise null. What the server sent meanwhile is lost.</summary>
    public TimeSpan? Gap { get; internal init; }
}
