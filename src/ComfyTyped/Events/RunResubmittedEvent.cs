namespace ComfyTyped;

/// <summary>
/// The server had lost the run, and the run was resubmitted there with the same seeds: by a client under the same id
/// (<see cref="ComfyClientOptions.MaxResubmissions"/>), by a <see cref="ComfyPool"/> under a new one. The events of the new attempt follow; progress does not go back.
/// </summary>
/// <param name="Count">How often it was sent again by now.</param>
public sealed record RunResubmittedEvent(int Count) : ComfyEvent;
