namespace ComfyTyped;

/// <summary>
/// The run had failed and is begun again, with the same seeds (<see cref="ComfyClientOptions.FailedRunPolicy"/>). The events of the new attempt follow, under
/// its id; what nodes had made before is made or told again, and progress does not go back.
/// </summary>
/// <param name="Count">How often it was begun again by now.</param>
/// <param name="Failure">How it had failed. Its <see cref="ComfyRunException.PromptId"/> is the one under which the history keeps the failed attempt.</param>
public sealed record RunRetriedEvent(int Count, NodeFailedException Failure) : ComfyEvent;
