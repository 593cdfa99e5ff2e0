using System.Text.Json;
using ComfyTyped.Primitives;

namespace ComfyTyped.Wire;

/// <summary>What a node has made, wherever a guide's <c>executed</c> has put it.</summary>
/// <param name="value">An object of lists, a list of files, one file, or nothing.</param>
/// <param name="listsOnly">Whether what is no list is something else.</param>
internal readonly struct GuideOutput(JsonElement value, bool listsOnly)
{
    private const int DeepestMetadata = 8;

    /// <summary>Looks in <c>output</c> and <c>outputs</c>, then for lists beside them such as <c>images</c>, then in <c>metadata</c>.</summary>
    /// <param name="data">The message.</param>
    /// <param name="nodeId">The node: <c>outputs</c> may be those of all nodes by their ids.</param>
    public static GuideOutput Find(JsonElement data, string? nodeId)
    {
        for (int depth = 0; depth < DeepestMetadata && data.ValueKind == JsonValueKind.Object; depth++)
        {
            JsonElement output = data.Member("output");
            if (output.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
                output = data.Member("outputs");
            if (nodeId is not null && output.Member(nodeId) is { ValueKind: JsonValueKind.Object } own)
                output = own;
            if (output.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                return new GuideOutput(output, listsOnly: false);
            if (IsFile(data) || data.EnumerateObject().Any(member => member.Value.ValueKind == JsonValueKind.Array))
                return new GuideOutput(data, listsOnly: true);
            data = data.Member("metadata");
        }
        return new GuideOutput(data, listsOnly: true);
    }

    /// <summary>Writes it as ComfyUI's <c>output</c>: an object of lists.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("output"u8);
        if (value.ValueKind == JsonValueKind.Array || IsFile(value))
        {
            WriteFiles(writer, value);
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty member in value.EnumerateObject())
            {
                if (member.NameText() == "images")
                    WriteFiles(writer, member.Value);
                else if (!listsOnly || member.Value.ValueKind == JsonValueKind.Array)
                    writer.WriteMember(member);
            }
        }
        writer.WriteEndObject();
    }

    private static bool IsFile(JsonElement item) => item.Member("filename").ValueKind == JsonValueKind.String;

    private static void WriteFiles(Utf8JsonWriter writer, JsonElement files)
    {
        writer.WriteStartArray("images"u8);
        foreach (JsonElement file in files.Items())
        {
            if (file.ValueKind == JsonValueKind.String)
                WriteFile(writer, file.AsText()!);
            else
                writer.WriteRawValue(file.GetRawText(), skipInputValidation: true);
        }
        writer.WriteEndArray();
    }

    /// <summary>Writes a file that is only named: <c>folder/name.png</c>.</summary>
    private static void WriteFile(Utf8JsonWriter writer, string path)
    {
        int slash = path.LastIndexOf('/');
        writer.WriteStartObject();
        writer.WriteString("filename"u8, path[(slash + 1)..]);
        writer.WriteString("subfolder"u8, slash < 0 ? "" : path[..slash]);
        writer.WriteEndObject();
    }
}
