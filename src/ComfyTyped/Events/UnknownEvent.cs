using System.Text.Json;

namespace ComfyTyped;

/// <summary>A message of a type that this version does not know: custom nodes send their own.</summary>
/// <param name="Type">The type.</param>
/// <param name="Data">What it carries.</param>
public sealed record UnknownEvent(string Type, JsonElement Data) : ComfyEvent;
