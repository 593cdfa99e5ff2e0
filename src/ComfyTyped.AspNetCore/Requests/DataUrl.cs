using Microsoft.Net.Http.Headers;

namespace ComfyTyped.AspNetCore.Requests;

/// <summary>A file within a text: <c>data:image/png;base64,...</c>.</summary>
internal static class DataUrl
{
    private const string Scheme = "data:";

    public static bool Is(string? text) => text?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ?? false;

    /// <summary>The bytes and the extension that goes with them; null when it is not in base64, or of no kind that load nodes know.</summary>
    public static (byte[] Content, string Extension)? Read(string text)
    {
        int comma = text.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0 || !text.AsSpan(0, comma).EndsWith(";base64", StringComparison.OrdinalIgnoreCase))
            return null;
        string type = text[Scheme.Length..text.IndexOf(';', StringComparison.Ordinal)];
        var content = new byte[((text.Length - comma - 1) / 4 * 3) + 3];
        return ExtensionOf(type) is { } extension && Convert.TryFromBase64String(text[(comma + 1)..], content, out int length)
            ? (content[..length], extension)
            : null;
    }

    public static string? ExtensionOf(string? mediaType) => MediaTypeHeaderValue.TryParse(mediaType, out MediaTypeHeaderValue? type)
        ? type.MediaType.Value?.ToLowerInvariant() switch
        {
            "image/png" => ".png",
            "image/jpeg" => ".jpg",
            "image/webp" => ".webp",
            "image/gif" => ".gif",
            "image/bmp" => ".bmp",
            "audio/mpeg" => ".mp3",
            "audio/wav" or "audio/x-wav" or "audio/wave" => ".wav",
            "audio/flac" or "audio/x-flac" => ".flac",
            "audio/ogg" => ".ogg",
            "video/mp4" => ".mp4",
            "video/webm" => ".webm",
            _ => null,
        }
        : null;
}
