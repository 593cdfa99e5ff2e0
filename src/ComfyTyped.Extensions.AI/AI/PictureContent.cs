using Microsoft.Extensions.AI;

namespace ComfyTyped.AI;

/// <summary>Pictures on their way between a caller and a server.</summary>
internal static class PictureContent
{
    /// <summary>Gives a picture of the caller as an input.</summary>
    /// <exception cref="ArgumentException">It is an address instead of bytes. Whoever asks for pictures must not make this program fetch what it likes.</exception>
    public static LocalFile ToInput(AIContent picture) => picture is DataContent data
        ? LocalFile.Of(data.Data, string.IsNullOrWhiteSpace(data.Name) ? "picture." + ExtensionOf(data.MediaType) : data.Name)
        : throw new ArgumentException($"A picture to edit is a {picture.GetType().Name}, which is not fetched: pass its bytes as {nameof(DataContent)}.", "request");

    /// <summary>Downloads a picture, in the form that the caller wants if the server can make it.</summary>
    public static async Task<DataContent> ReadAsync(OutputFile picture, string? mediaType, CancellationToken cancellationToken)
    {
        string own = MediaTypeOf(picture.FileName);
        ViewFormat format = mediaType == own || picture.IsInMemory ? ViewFormat.Original : FormatOf(mediaType);
        Stream content = format == ViewFormat.Original
            ? await picture.OpenAsync(cancellationToken).ConfigureAwait(false)
            : await picture.OpenAsync(new ViewOptions { Format = format }, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            var bytes = new MemoryStream();
            await content.CopyToAsync(bytes, cancellationToken).ConfigureAwait(false);
            return new DataContent(bytes.ToArray(), format == ViewFormat.Original ? own : mediaType!) { Name = picture.FileName };
        }
    }

    private static ViewFormat FormatOf(string? mediaType) => mediaType switch
    {
        "image/jpeg" => ViewFormat.Jpeg,
        "image/webp" => ViewFormat.Webp,
        _ => ViewFormat.Original,
    };

    private static string ExtensionOf(string mediaType) => mediaType is "image/jpeg" ? "jpg" : mediaType is "image/webp" ? "webp" : "png";

    private static string MediaTypeOf(string fileName) => Path.GetExtension(fileName).ToLowerInvariant() switch
    {
        ".jpg" or ".jpeg" => "image/jpeg",
        ".webp" => "image/webp",
        ".gif" => "image/gif",
        ".bmp" => "image/bmp",
        ".avif" => "image/avif",
        ".tif" or ".tiff" => "image/tiff",
        ".svg" => "image/svg+xml",
        _ => "image/png",
    };
}
