namespace ComfyTyped.AspNetCore.Runs;

/// <summary>What files are, by their names. Only types that a browser shows without running anything have a name of their own.</summary>
internal static class MediaTypes
{
    private const string Bytes = "application/octet-stream";

    public static string Of(string fileName) => Path.GetExtension(fileName).ToLowerInvariant() switch
    {
        ".png" => "image/png",
        ".jpg" or ".jpeg" => "image/jpeg",
        ".webp" => "image/webp",
        ".gif" => "image/gif",
        ".avif" => "image/avif",
        ".bmp" => "image/bmp",
        ".mp4" or ".m4v" => "video/mp4",
        ".webm" => "video/webm",
        ".mov" => "video/quicktime",
        ".mp3" => "audio/mpeg",
        ".wav" => "audio/wav",
        ".flac" => "audio/flac",
        ".ogg" or ".opus" => "audio/ogg",
        ".m4a" => "audio/mp4",
        ".glb" => "model/gltf-binary",
        _ => Bytes,
    };

    public static string? Of(ViewFormat format) => format switch
    {
        ViewFormat.Webp => "image/webp",
        ViewFormat.Jpeg => "image/jpeg",
        _ => null,
    };

    /// <summary>The form in which the server gives pictures of a type; null when it makes none.</summary>
    public static ViewOptions? ViewOf(string mediaType) => mediaType switch
    {
        "image/webp" => new ViewOptions { Format = ViewFormat.Webp },
        "image/jpeg" => new ViewOptions { Format = ViewFormat.Jpeg },
        _ => null,
    };

    public static bool IsShown(string mediaType) => mediaType != Bytes;
}
