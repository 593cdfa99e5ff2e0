using ComfyTyped.AspNetCore.Runs;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ComfyTyped.AspNetCore.Answers;

/// <summary>Passes a file of the server on. The caller never learns where it lies.</summary>
internal static class FileAnswer
{
    /// <param name="context">The request.</param>
    /// <param name="file">The file.</param>
    /// <param name="mediaType">The type that a picture is wanted in, if the server can make it; null for the file as it is.</param>
    public static async Task WriteAsync(HttpContext context, LinkedFile file, string? mediaType = null)
    {
        // Only a server can make another form, and only of what it has.
        ViewOptions? view = mediaType is null || mediaType == file.MediaType || file.File.IsInMemory ? null : MediaTypes.ViewOf(mediaType);
        CancellationToken cancellationToken = context.RequestAborted;
        Stream content = await OpenAsync(file, view, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            HttpResponse response = context.Response;
            response.ContentType = MediaTypes.Of(view?.Format ?? ViewFormat.Original) ?? file.MediaType;
            response.Headers.CacheControl = "private, max-age=3600";
            // A file is data, whatever it claims to be: it runs no script and is not taken for another type.
            response.Headers.XContentTypeOptions = "nosniff";
            response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
            response.Headers.ContentDisposition = Disposition(file, view);
            await content.CopyToAsync(response.Body, cancellationToken).ConfigureAwait(false);
        }
    }

    private static Task<Stream> OpenAsync(LinkedFile file, ViewOptions? view, CancellationToken cancellationToken) =>
        view is null ? file.File.OpenAsync(cancellationToken) : file.File.OpenAsync(view, cancellationToken);

    private static string Disposition(LinkedFile file, ViewOptions? view)
    {
        var header = new ContentDispositionHeaderValue(MediaTypes.IsShown(file.MediaType) ? "inline" : "attachment");
        header.SetHttpFileName(view is { Format: not ViewFormat.Original } ? Path.ChangeExtension(file.Name, view.Format.ToString().ToLowerInvariant()) : file.Name);
        return header.ToString();
    }
}
