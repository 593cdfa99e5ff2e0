using System.Globalization;
using ComfyTyped.Testing.Execution;
using ComfyTyped.Testing.Nodes;
using ComfyTyped.Testing.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;

namespace ComfyTyped.Testing.Routes;

/// <summary><c>/view</c>: the files of the three folders.</summary>
internal sealed class ViewRoutes(ServerState state)
{
    private const int DefaultQuality = 90;
    private static readonly FileExtensionContentTypeProvider ContentTypes = new();

    /// <summary>Types that a browser would run are sent as plain bytes (since 0.3.8).</summary>
    private static readonly string[] Scripts =
        ["text/html", "text/html-sandboxed", "application/xhtml+xml", "text/javascript", "application/javascript", "text/css"];

    public void Map(RouteMap routes) => routes.Get("/view", ViewAsync);

    private async Task ViewAsync(HttpContext http)
    {
        IQueryCollection query = http.Request.Query;
        if (!query.ContainsKey("filename"))
        {
            await HttpJson.WriteEmptyAsync(http.Response, StatusCodes.Status404NotFound);
            return;
        }

        (string name, string? annotatedType) = DataDirectory.Annotated(query["filename"].ToString());
        string? folder = state.Data.Folder(annotatedType ?? (query.ContainsKey("type") ? query["type"].ToString() : DataDirectory.Output));
        if (name.Length == 0 || name[0] == '/' || name.Contains("..", StringComparison.Ordinal) || folder is null)
        {
            await HttpJson.WriteEmptyAsync(http.Response, StatusCodes.Status400BadRequest);
            return;
        }

        if (DataDirectory.Resolve(folder, query["subfolder"].ToString()) is not { } subfolder)
        {
            await HttpJson.WriteEmptyAsync(http.Response, StatusCodes.Status403Forbidden);
            return;
        }

        string fileName = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        if (DataDirectory.Resolve(subfolder, fileName) is not { } path || !File.Exists(path))
        {
            await HttpJson.WriteEmptyAsync(http.Response, StatusCodes.Status404NotFound);
            return;
        }

        if (state.Storage is { } storage && !query.ContainsKey("channel"))
        {
            http.Response.Redirect(storage.Sign(path));
            return;
        }

        http.Response.Headers.ContentDisposition = $"filename=\"{Uri.EscapeDataString(fileName)}\"";
        await Answer(query, path).ExecuteAsync(http);
    }

    private static IResult Answer(IQueryCollection query, string path)
    {
        if (query.ContainsKey("preview"))
            return Preview(path, query["preview"].ToString());
        return query["channel"].ToString() switch
        {
            "rgb" => Results.Bytes(ImageMath.WithoutAlpha(Picture.Decode(File.ReadAllBytes(path))).ToPng(), "image/png"),
            "a" => Results.Bytes(ImageMath.AlphaOnly(Picture.Decode(File.ReadAllBytes(path))).ToPng(), "image/png"),
            _ => Results.File(path, ContentType(path), enableRangeProcessing: true, entityTag: EntityTag(path), lastModified: File.GetLastWriteTimeUtc(path)),
        };
    }

    private static IResult Preview(string path, string preview)
    {
        string[] parts = preview.Split(';');
        bool isJpeg = parts[0] == "jpeg";
        int quality = parts.Length > 1 && int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int given)
            ? Math.Clamp(given, 1, 100)
            : DefaultQuality;
        Picture picture = Picture.Decode(File.ReadAllBytes(path));
        return isJpeg ? Results.Bytes(picture.ToJpeg(quality), "image/jpeg") : Results.Bytes(picture.ToWebp(quality), "image/webp");
    }

    private static string ContentType(string path)
    {
        string type = ContentTypes.TryGetContentType(path, out string? known) ? known : "application/octet-stream";
        return Scripts.Contains(type, StringComparer.Ordinal) ? "application/octet-stream" : type;
    }

    private static Microsoft.Net.Http.Headers.EntityTagHeaderValue EntityTag(string path)
    {
        var file = new FileInfo(path);
        return new($"\"{file.LastWriteTimeUtc.Ticks:x}-{file.Length:x}\"");
    }
}
