using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace ComfyTyped.AspNetCore.Requests;

/// <summary>A file within a JSON text: <c>data:image/png;base64,...</c>. It is decoded where it stands, so that no copy of it is made.</summary>
internal static class DataUrl
{
    private const string Scheme = "data:";
    private const int MaxHeader = 128;

    public static bool Begins(ReadOnlySpan<byte> text) =>
        text.Length >= Scheme.Length && Ascii.EqualsIgnoreCase(text[..Scheme.Length], "data:"u8);

    /// <summary>Decodes the file within the inside of a JSON string, which it overwrites.</summary>
    /// <param name="text">The inside of the string.</param>
    /// <returns>Where the bytes are now, and the extension that goes with them; null when they are not in base64, or of no kind that load nodes know.</returns>
    public static (Range Content, string Extension)? Decode(Span<byte> text)
    {
        text = text[..Unescape(text)];
        int comma = text[..Math.Min(text.Length, MaxHeader)].IndexOf((byte)',');
        if (comma < 0 || !Begins(text))
            return null;
        string header = Encoding.UTF8.GetString(text[Scheme.Length..comma]);
        if (!header.EndsWith(";base64", StringComparison.OrdinalIgnoreCase)
            || ExtensionOf(header[..header.IndexOf(';', StringComparison.Ordinal)]) is not { } extension)
            return null;
        int start = comma + 1;
        return Base64.DecodeFromUtf8InPlace(text[start..], out int length) == OperationStatus.Done ? (start..(start + length), extension) : null;
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

    /// <summary>Writers escape the plus and the slash of base64, each in its own way. Base64 is ASCII, so that the text becomes shorter, never longer.</summary>
    /// <returns>The new length.</returns>
    private static int Unescape(Span<byte> text)
    {
        int length = text.IndexOf((byte)'\\');
        if (length < 0)
            return text.Length;
        for (int i = length; i < text.Length; i++)
        {
            byte letter = text[i];
            if (letter == '\\')
            {
                letter = text[++i];
                if (letter == 'u')
                {
                    bool isHex = int.TryParse(text.Slice(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int code);
                    letter = isHex && code < 128 ? (byte)code : (byte)'!';
                    i += 4;
                }
            }
            text[length++] = letter;
        }
        return length;
    }
}
