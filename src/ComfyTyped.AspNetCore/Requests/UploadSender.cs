using System.Buffers;
using System.Text.Json;
using ComfyTyped.AspNetCore.Answers;
using ComfyTyped.AspNetCore.Endpoints;

namespace ComfyTyped.AspNetCore.Requests;

/// <summary>Brings the files of a request to the server, and their names there into the workflow.</summary>
internal sealed class UploadSender(EndpointSetup setup)
{
    /// <exception cref="ProblemException">The client has no server to upload to.</exception>
    public async Task SendAsync(RunRequest request, CancellationToken cancellationToken)
    {
        if (request.Uploads.Count == 0)
            return;
        if (setup.Client is not ComfyClient client)
            throw new ProblemException(Problem.NoUploads);
        foreach (Upload upload in request.Uploads)
        {
            using var content = new MemoryStream(upload.Content, writable: false);
            UploadedFile file = await client.UploadOnceAsync(content, upload.Extension, cancellationToken: cancellationToken).ConfigureAwait(false);
            request.Workflow.ApplySettings(Setting(upload.Input, file.ToInputName()), setup.Access.Uploads).ThrowIfIncomplete();
        }
    }

    private static JsonElement Setting(UploadInput input, string name)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartObject(input.Node);
            writer.WriteString(input.Input, name);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        using var json = JsonDocument.Parse(buffer.WrittenMemory);
        return json.RootElement.Clone();
    }
}
