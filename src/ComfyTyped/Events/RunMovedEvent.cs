namespace ComfyTyped;

/// <summary>
/// A <see cref="ComfyPool"/> has sent the run to another server, with the same seeds, since the one before is gone or leaves the pool. The events of the new
/// attempt follow, under another id; progress does not go back.
/// </summary>
/// <param name="From">The server before.</param>
/// <param name="To">The server that runs it from here on, always another one. A run that is sent to the same server again has a <see cref="RunResubmittedEvent"/>.</param>
/// <param name="Count">How often it was moved by now.</param>
public sealed record RunMovedEvent(Uri From, Uri To, int Count) : ComfyEvent;
