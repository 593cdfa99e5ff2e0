using System.Buffers;
using System.Text.Json;
using ComfyTyped.AspNetCore.Answers;
using ComfyTyped.Protocol;

namespace ComfyTyped.AspNetCore.Requests;

/// <summary>Makes the workflow that a request asks for.</summary>
/// <param name="access">What the request may set.</param>
/// <param name="create">Makes the workflow.</param>
internal sealed class RequestReader(InputAccess access, Func<ComfyWorkflow> create)
{
    /// <exception cref="ProblemException">Something cannot be applied.</exception>
    public RunRequest Read(RequestBody body)
    {
        ComfyWorkflow workflow = create();
        var errors = new InputErrors();
        var uploads = new List<Upload>();
        UploadInput[] inputs = [.. access.UploadsOf(workflow)];
        foreach (FormFile file in body.Files)
            AddFile(file, inputs, uploads, errors);
        if (body.Settings.ValueKind == JsonValueKind.Object)
            Apply(workflow, body.Settings, inputs, uploads, errors);
        else if (body.Settings.ValueKind != JsonValueKind.Undefined)
            throw new ProblemException(Problem.NoObject(body.Settings.ValueKind));
        errors.AddProblems(workflow.Validate(), access);
        errors.ThrowIfAny();
        return new RunRequest(workflow, uploads);
    }

    private static void AddFile(FormFile file, UploadInput[] inputs, List<Upload> uploads, InputErrors errors)
    {
        if (Array.Find(inputs, input => input.Path == file.Part) is not { } input)
            errors.Add(file.Part, inputs.Length == 0 ? "This workflow takes no files." : $"No input takes this file. Name the part {string.Join(" or ", inputs.Select(known => known.Path))}.");
        else if (DataUrl.ExtensionOf(file.MediaType) is not { } extension)
            errors.Add(file.Part, "The part has no Content-Type of a picture, sound or video that can be loaded, such as image/png.");
        else
            uploads.Add(new Upload(input, file.Content, extension));
    }

    private void Apply(ComfyWorkflow workflow, JsonElement settings, UploadInput[] inputs, List<Upload> uploads, InputErrors errors)
    {
        try
        {
            foreach (RefusedSetting refused in workflow.ApplySettings(TakeDataUrls(settings, inputs, uploads, errors), access.Values).Refused)
                errors.Add(refused.Path, refused.Message);
        }
        catch (InvalidOperationException)
        {
            throw new ProblemException(Problem.NoText);
        }
    }

    /// <summary>The settings without the files among them.</summary>
    private static JsonElement TakeDataUrls(JsonElement settings, UploadInput[] inputs, List<Upload> uploads, InputErrors errors)
    {
        UploadInput[] given = [.. inputs.Where(input => TextAt(settings, input) is { } text && DataUrl.Is(text))];
        if (given.Length == 0)
            return settings;
        foreach (UploadInput input in given)
        {
            if (DataUrl.Read(TextAt(settings, input)!) is { } file)
                uploads.Add(new Upload(input, file.Content, file.Extension));
            else
                errors.Add(input.Path, "The data URL holds no picture, sound or video in base64 that can be loaded. It begins like data:image/png;base64,");
        }
        return Without(settings, given);
    }

    private static string? TextAt(JsonElement settings, UploadInput input) =>
        settings.TryGetProperty(input.Node, out JsonElement node) && node.ValueKind == JsonValueKind.Object
        && node.TryGetProperty(input.Input, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.AsText()
            : null;

    private static JsonElement Without(JsonElement settings, UploadInput[] inputs)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (JsonProperty node in settings.EnumerateObject())
            {
                string[] taken = [.. inputs.Where(input => input.Node == node.Name).Select(input => input.Input)];
                if (taken.Length == 0)
                    node.WriteTo(writer);
                else
                    WriteWithout(writer, node, taken);
            }
            writer.WriteEndObject();
        }
        using var json = JsonDocument.Parse(buffer.WrittenMemory);
        return json.RootElement.Clone();
    }

    private static void WriteWithout(Utf8JsonWriter writer, JsonProperty node, string[] inputs)
    {
        writer.WriteStartObject(node.Name);
        foreach (JsonProperty input in node.Value.EnumerateObject())
        {
            if (!inputs.Contains(input.Name, StringComparer.Ordinal))
                input.WriteTo(writer);
        }
        writer.WriteEndObject();
    }
}
