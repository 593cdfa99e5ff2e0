namespace ComfyTyped.Contract;

/// <summary>Tells the kind of a file.</summary>
internal static class MediaKinds
{
    /// <summary>The name decides, because <c>images</c> holds the videos of SaveVideo; the key decides where the name tells nothing.</summary>
    public static MediaKind Of(string key, string fileName) => OfName(fileName) ?? OfKey(key);

    /// <summary>The kind of a picture, video, sound or 3D model; null for a name of anything else.</summary>
    public static MediaKind? OfMedia(string fileName) =>
        OfName(fileName) is { } kind and (MediaKind.Image or MediaKind.Video or MediaKind.Audio or MediaKind.Model3D) ? kind : null;

    private static MediaKind? OfName(string fileName) => Path.GetExtension(fileName).ToLowerInvariant() switch
    {
        ".png" or ".jpg" or ".jpeg" or ".webp" or ".gif" or ".bmp" or ".tif" or ".tiff" or ".avif" or ".svg" or ".exr" or ".hdr" => MediaKind.Image,
        ".mp4" or ".webm" or ".mkv" or ".mov" or ".avi" or ".m4v" or ".ogv" => MediaKind.Video,
        ".flac" or ".mp3" or ".wav" or ".opus" or ".ogg" or ".m4a" or ".aac" => MediaKind.Audio,
        ".glb" or ".gltf" or ".obj" or ".fbx" or ".stl" or ".ply" or ".usdz" or ".spz" or ".splat" or ".ksplat" => MediaKind.Model3D,
        ".latent" => MediaKind.Latent,
        ".txt" or ".json" or ".csv" or ".md" or ".srt" or ".vtt" => MediaKind.Text,
        _ => null,
    };

    private static MediaKind OfKey(string key) => key switch
    {
        "images" => MediaKind.Image,
        "video" or "videos" or "gifs" => MediaKind.Video,
        "audio" => MediaKind.Audio,
        "3d" => MediaKind.Model3D,
        "latents" => MediaKind.Latent,
        _ => MediaKind.Other,
    };
}
