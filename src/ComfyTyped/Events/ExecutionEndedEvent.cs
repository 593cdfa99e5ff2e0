namespace ComfyTyped;

/// <summary>The server is done with the prompt, whatever the outcome, and its history can be read (<c>executing</c> with a null node).</summary>
public sealed record ExecutionEndedEvent : ComfyEvent;
