namespace ComfyTyped;

/// <summary>A message for people (<c>notification</c>, Comfy Cloud).</summary>
/// <param name="Value">The text.</param>
/// <param name="Id">Its id, or null.</param>
public sealed record NotificationEvent(string? Value, string? Id) : ComfyEvent;
