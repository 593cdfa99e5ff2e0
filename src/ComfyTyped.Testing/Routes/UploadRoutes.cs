using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyTyped.Testing.Execution;
using ComfyTyped.Testing.Nodes;
using ComfyTyped.Testing.Protocol;
using Microsoft.AspNetCore.Http;

namespace ComfyTyped.Testing.Routes;

/// <summary><c>/upload/image</c> and <c>/upload/mask</c>: files that come in.</summary>
internal sealed class UploadRoutes(ServerState state)
{
    public void Map(RouteMap routes)
    {
        routes.Post("/upload/image", http => UploadAsync(http, (bytes, _) => bytes));
        routes.Post("/upload/mask", http => UploadAsync(http, ApplyMask));
    }

    private async Task UploadAsync(HttpContext http, Func<byte[], IFormCollection, byte[]?> prepare)
    {
        IFormCollection form = await http.Request.ReadFormAsync(http.RequestAborted);
        string type = form.TryGetValue("type", out var given) ? given.ToString() : state.IsCloud ? DataDirectory.Output : DataDirectory.Input;
        string folder = state.Data.Folder(type) ?? throw new FormatException($"There is no folder of type '{type}'.");
        if (form.Files["image"] is not { FileName.Length: > 0 } image
            || DataDirectory.Resolve(folder, form["subfolder"].ToString(), image.FileName) is not { } path || path == folder)
        {
            await HttpJson.WriteEmptyAsync(http.Response, StatusCodes.Status400BadRequest);
            return;
        }

        byte[] bytes = await ReadAsync(image, http.RequestAborted);
        bool overwrite = form["overwrite"].ToString() is "true" or "1";
        string target = state.IsCloud ? ContentPath(folder, path, bytes) : overwrite ? path : FreePath(path, bytes);
        // A mask for a picture that is not there is answered like any other, but nothing is written.
        if (prepare(bytes, form) is { } content)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            await File.WriteAllBytesAsync(target, content, http.RequestAborted);
        }

        await HttpJson.WriteAsync(http.Response, new JsonObject
        {
            ["name"] = Path.GetFileName(target),
            ["subfolder"] = form["subfolder"].ToString(),
            ["type"] = type,
        });
    }

    /// <summary>Comfy Cloud names files after their content, and has no folders below.</summary>
    private static string ContentPath(string folder, string path, byte[] bytes) =>
        Path.Combine(folder, Convert.ToHexString(SHA256.HashData(bytes)).ToLowerInvariant() + Path.GetExtension(path));

    /// <summary>The wanted path, or the first numbered one that is free or holds the same bytes.</summary>
    private static string FreePath(string path, byte[] bytes)
    {
        string stem = Path.Combine(Path.GetDirectoryName(path)!, Path.GetFileNameWithoutExtension(path)), extension = Path.GetExtension(path);
        string candidate = path;
        for (int number = 1; File.Exists(candidate) && !File.ReadAllBytes(candidate).AsSpan().SequenceEqual(bytes); number++)
            candidate = $"{stem} ({number}){extension}";
        return candidate;
    }

    /// <summary>The picture that <c>original_ref</c> names, with the alpha of the uploaded one; <c>null</c> when there is none.</summary>
    private byte[]? ApplyMask(byte[] uploaded, IFormCollection form)
    {
        using var document = JsonDocument.Parse(form["original_ref"].ToString());
        JsonElement reference = document.RootElement;
        string folder = state.Data.Folder(Text(reference, "type") ?? DataDirectory.Output)
            ?? throw new FormatException("original_ref names no folder.");
        string name = Text(reference, "filename") ?? "";
        if (name.Length == 0 || DataDirectory.Resolve(folder, Text(reference, "subfolder") ?? "", name) is not { } path || !File.Exists(path))
            return null;
        return ImageMath.WithAlphaOf(Picture.Decode(File.ReadAllBytes(path)), Picture.Decode(uploaded)).ToPng();
    }

    private static string? Text(JsonElement reference, string member) =>
        reference.TryGetProperty(member, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static async Task<byte[]> ReadAsync(IFormFile file, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await file.CopyToAsync(buffer, cancellationToken);
        return buffer.ToArray();
    }
}
