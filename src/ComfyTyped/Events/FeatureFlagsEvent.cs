using System.Text.Json;

namespace ComfyTyped;

/// <summary>What the server can do (<c>feature_flags</c>), its answer to the client's own flags, once per connection.</summary>
/// <param name="Flags">The flags by name.</param>
public sealed record FeatureFlagsEvent(JsonElement Flags) : ComfyEvent;
