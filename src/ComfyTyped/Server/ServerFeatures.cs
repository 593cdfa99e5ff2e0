using System.Text.Json;

namespace ComfyTyped;

/// <summary>What a server says it can do (<c>GET /features</c>, servers since 0.3.45).</summary>
/// <param name="SupportsPreviewMetadata">Whether previews tell which node made them.</param>
/// <param name="MaxUploadSize">The largest body of any request in bytes (<c>--max-upload-size</c>); null when it does not tell.</param>
/// <param name="Json">All flags; undefined when the server has none.</param>
public sealed record ServerFeatures(bool SupportsPreviewMetadata, long? MaxUploadSize, JsonElement Json);
