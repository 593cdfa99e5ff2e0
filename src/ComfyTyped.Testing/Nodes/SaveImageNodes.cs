using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyTyped.Testing.Painting;

namespace ComfyTyped.Testing.Nodes;

/// <summary>Nodes that hand pictures to the user: as files, or over the socket.</summary>
internal static class SaveImageNodes
{
    private const string SaveImageWebsocket = "SaveImageWebsocket";

    public static IEnumerable<NodeBehavior> All(DataDirectory data)
    {
        // ComfyUI chooses the letters when it starts, so that previews of different runs do not meet in a browser's cache.
        string previewPrefix = $"ComfyUI_temp_{Path.GetRandomFileName()[..5]}";
        return
        [
            BuiltInNodes.Core("SaveImage", node => Save(node, data, DataDirectory.Output, node.Inputs.String("filename_prefix"))),
            BuiltInNodes.Core("PreviewImage", node => Save(node, data, DataDirectory.Temp, previewPrefix)),
            new NodeBehavior(
                new NodeDefinition(SaveImageWebsocket).Input("images", "IMAGE").AsOutputNode().Describe(SaveImageWebsocket, "api/image"), Send)
            {
                IsCacheable = false,
            },
        ];
    }

    private static NodeResult Save(NodeContext node, DataDirectory data, string type, string prefix)
    {
        IReadOnlyList<Picture> pictures = node.Inputs.Images("images");
        SavePath path = SavePath.Find(data.Folder(type)!, prefix, pictures[0], node.TimeProvider);
        (string, string)[] texts = [.. Texts(node)];
        var files = new JsonNode?[pictures.Count];
        for (int index = 0; index < pictures.Count; index++)
        {
            string name = path.FileName(index);
            File.WriteAllBytes(Path.Combine(path.Folder, name), PngText.Insert(pictures[index].ToPng(), texts));
            files[index] = new JsonObject { ["filename"] = name, ["subfolder"] = path.Subfolder, ["type"] = type };
        }

        return NodeResult.None.Show("images", files);
    }

    /// <summary>One binary frame per picture, full size; nothing is shown, so there is no <c>executed</c> event.</summary>
    private static NodeResult Send(NodeContext node)
    {
        IReadOnlyList<Picture> pictures = node.Inputs.Images("images");
        for (int index = 0; index < pictures.Count; index++)
            node.ProgressWithPng(index + 1, pictures.Count, pictures[index]);
        return NodeResult.None;
    }

    private static IEnumerable<(string Keyword, string Text)> Texts(NodeContext node)
    {
        yield return ("prompt", node.PromptJson);
        if (!node.ExtraData.TryGetProperty("extra_pnginfo", out JsonElement info) || info.ValueKind != JsonValueKind.Object)
            yield break;
        foreach (JsonProperty member in info.EnumerateObject())
            yield return (member.Name, JsonSerializer.Serialize(member.Value));
    }
}
