namespace ComfyTyped;

/// <summary>The length of the server's queue changed (<c>status</c>). The queue is shared: it counts everyone's prompts.</summary>
/// <param name="QueueRemaining">Prompts that wait or run, or null when the server did not tell.</param>
/// <param name="ClientId">The socket's id, in the first message of a connection only.</param>
public sealed record StatusEvent(int? QueueRemaining, string? ClientId) : ComfyEvent;
