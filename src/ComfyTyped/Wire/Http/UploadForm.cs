using System.Buffers;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ComfyTyped.Contract;
using ComfyTyped.Primitives;

namespace ComfyTyped.Wire;

/// <summary>The form of <c>POST /upload/image</c> and <c>POST /upload/mask</c>, and their answer.</summary>
internal static class UploadForm
{
    /// <param name="content">The content.</param>
    /// <param name="fileName">The name to store it under.</param>
    /// <param name="upload">Where it goes.</param>
    /// <param name="original">The picture that gets the transparency of the uploaded one; null for a plain upload.</param>
    public static HttpContent Create(Stream content, string fileName, UploadOptions upload, UploadedFile? original = null)
    {
        var form = new MultipartFormDataContent
        {
            FilePart(content, fileName),
            { new StringContent(upload.Type.ToWire()), "type" },
            { new StringContent(upload.Subfolder), "subfolder" },
            { new StringContent(upload.Overwrite ? "true" : "false"), "overwrite" },
        };
        if (original is not null)
            form.Add(new StringContent(OriginalRef(original)), "original_ref");
        return new ReplayableContent(form);
    }

    public static UploadedFile ReadReply(ReadOnlySpan<byte> utf8, string fileName, UploadOptions upload)
    {
        JsonElement reply = PythonJson.Parse(utf8);
        return new UploadedFile(
            reply.Member("name").AsText() ?? fileName,
            reply.Member("subfolder").AsText() ?? upload.Subfolder,
            ComfyFolders.FromWire(reply.Member("type").AsText() ?? upload.Type.ToWire()) ?? upload.Type);
    }

    /// <summary>JSON inside a form field: <c>{"filename","subfolder","type"}</c>.</summary>
    private static string OriginalRef(UploadedFile original)
    {
        var json = new ArrayBufferWriter<byte>(128);
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteString("filename"u8, original.Name);
            writer.WriteString("subfolder"u8, original.Subfolder);
            writer.WriteString("type"u8, original.Type.ToWire());
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(json.WrittenSpan);
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
