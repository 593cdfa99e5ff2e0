namespace ComfyTyped;

/// <summary>
/// A <see cref="ComfyPool"/> has sent the run to another server, with the same seeds, since the one before is gone or leaves the pool. The events of the new
/// attempt follow, under another id; progress does not go back.
/// </summary>
/// <param name="From">The server before.</param>
/// <param name="To">The server that runs it from here on; never <paramref name="From"/>. Resubmitting a run to the same server is a <see cref="RunResubmittedEvent"/>.</param>
/// <param name="Count">How often it was moved by now.</param>
public sealed record RunMovedEvent(Uri From, Uri To, int Count) : ComfyEvent;
