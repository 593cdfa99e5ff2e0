namespace ComfyTyped;

/// <summary>
/// The server had lost the run, and it was sent there again with the same seeds: by a client under the same id (<see cref="ComfyClientOptions.MaxResubmissions"/>), by a
/// <see cref="ComfyPool"/> under another one. The events of the new attempt follow; progress does not go back.
/// </summary>
/// <param name="Count">How often it was sent again by now.</param>
public sealed record RunResubmittedEvent(int Count) : ComfyEvent;
