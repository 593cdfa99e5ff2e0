namespace ComfyTyped;

/// <summary>
/// A restart of the server had lost the run, and it was sent again, under the same id and with the same seeds
/// (<see cref="ComfyClientOptions.MaxResubmissions"/>). The events of the new attempt follow; progress does not go back.
/// </summary>
/// <param name="Count">How often it was sent again by now.</param>
public sealed record RunResubmittedEvent(int Count) : ComfyEvent;
