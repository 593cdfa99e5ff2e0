using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyTyped.Testing.Execution;

namespace ComfyTyped.Testing.Routes;

/// <summary>What a job has shown, as the jobs API counts and previews it.</summary>
internal sealed class JobOutputs(IReadOnlyDictionary<string, ShownOutput> outputs)
{
    private const int LongestText = 1024;

    private static readonly string[] Previewable = ["images", "video", "audio", "3d", "text"];

    /// <summary>The number of items, files mostly. Texts are none.</summary>
    public int Count => Items().Count();

    public int PreviewableCount => Items().Count(item => Previewable.Contains(item.MediaType, StringComparer.Ordinal));

    /// <summary>A saved file comes before a temporary one, and a text last.</summary>
    public JsonObject? Preview(ComfyVersion version)
    {
        JsonObject[] files =
        [
            .. Items().Where(item => !version.PreviewsTexts || Previewable.Contains(item.MediaType, StringComparer.Ordinal))
                .Select(item => Tagged(JsonObject.Create(item.Value)!, item.NodeId, item.MediaType))
                .OrderBy(preview => (string?)preview["type"] != "output"),
        ];
        return files.FirstOrDefault() ?? (version.PreviewsTexts ? PreviewOfText() : null);
    }

    private JsonObject? PreviewOfText()
    {
        (string nodeId, _, JsonElement value) = Values().FirstOrDefault(item => item.MediaType == "text" && item.Value.ValueKind == JsonValueKind.String);
        if (nodeId is null)
            return null;
        string text = value.GetString()!;
        var preview = new JsonObject { ["content"] = text.Length <= LongestText ? text : text[..LongestText] };
        if (text.Length > LongestText)
            preview["truncated"] = true;
        return Tagged(preview, nodeId, "text");
    }

    private IEnumerable<(string NodeId, string MediaType, JsonElement Value)> Items() => Values().Where(item => item.Value.ValueKind == JsonValueKind.Object);

    private IEnumerable<(string NodeId, string MediaType, JsonElement Value)> Values() =>
        from output in outputs
        from member in output.Value.Ui.EnumerateObject()
        where member.Value.ValueKind == JsonValueKind.Array
        from value in member.Value.EnumerateArray()
        select (output.Key, member.Name, value);

    private static JsonObject Tagged(JsonObject preview, string nodeId, string mediaType)
    {
        preview["nodeId"] = nodeId;
        preview["mediaType"] = mediaType;
        return preview;
    }
}
