using System.Text.Json.Nodes;

namespace ComfyTyped.Testing.Messages;

/// <summary>The flags of <c>GET /features</c>, which also answer a client's <c>feature_flags</c> hello.</summary>
internal static class ServerFeatures
{
    /// <summary>ComfyUI's default limit of a request body, in bytes.</summary>
    public const long MaxUploadSize = 100 * 1024 * 1024;

    public static JsonObject For(ComfyVersion version)
    {
        var flags = new JsonObject { ["supports_preview_metadata"] = true, ["max_upload_size"] = MaxUploadSize };
        if (version.AnnouncesManager)
            flags["extension"] = new JsonObject { ["manager"] = new JsonObject { ["supports_v4"] = true } };
        if (version.IsOf2026)
            flags["supports_model_type_tags"] = true;
        if (version.ReplacesNodes)
            flags["node_replacements"] = true;
        if (version.HasAssets)
            flags["assets"] = false;
        return flags;
    }
}
