using System.Net.Http.Headers;
using System.Text.Json;
using ComfyTyped.Connection;
using ComfyTyped.Results;

namespace ComfyTyped.Protocol;

/// <summary>The form of <c>POST /upload/image</c>, and its answer.</summary>
internal static class UploadForm
{
    public static MultipartFormDataContent Create(Stream content, string fileName, UploadOptions upload) => new()
    {
        FilePart(content, fileName),
        { new StringContent(upload.Type.ToWire()), "type" },
        { new StringContent(upload.Subfolder), "subfolder" },
        { new StringContent(upload.Overwrite ? "true" : "false"), "overwrite" },
    };

    public static UploadedFile ReadReply(ReadOnlySpan<byte> utf8, string fileName, UploadOptions upload)
    {
        JsonElement reply = PythonJson.Parse(utf8);
        return new UploadedFile(
            reply.Member("name").AsText() ?? fileName,
            reply.Member("subfolder").AsText() ?? upload.Subfolder,
            ComfyFolders.FromWire(reply.Member("type").AsText() ?? upload.Type.ToWire()) ?? upload.Type);
    }

    /// <summary>The server takes the extended form of the name where there is one, and crashes where there is no name at all.</summary>
    private static StreamContent FilePart(Stream content, string fileName)
    {
        string plain = string.Concat(fileName.Select(letter => char.IsAsciiLetterOrDigit(letter) || " ._-()".Contains(letter) ? letter : '_'));
        var disposition = new ContentDispositionHeaderValue("form-data") { Name = "\"image\"", FileName = $"\"{plain}\"" };
        if (plain != fileName)
            disposition.FileNameStar = fileName;
        return new StreamContent(new UndisposedStream(content)) { Headers = { ContentDisposition = disposition } };
    }
}
