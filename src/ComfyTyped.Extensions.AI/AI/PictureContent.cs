using Microsoft.Extensions.AI;

namespace ComfyTyped.AI;

/// <summary>Downloads a picture, in the form that the caller wants if the server can make it.</summary>
internal static class PictureContent
{
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
