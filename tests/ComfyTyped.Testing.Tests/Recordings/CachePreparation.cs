using System.Text.Json.Nodes;

namespace ComfyTyped.Testing.Tests.Recordings;

/// <summary>Makes a prompt of the nodes that a recording shows as cached in its first run.</summary>
internal static class CachePreparation
{
    public static JsonObject? PromptFor(Recording recording)
    {
        JsonObject? submitted = recording.Lines.FirstOrDefault(line => (string?)line["path"] == "/prompt" && line["request"]?["prompt"] is JsonObject)
            ?["request"]!["prompt"]!.AsObject();
        JsonArray? cached = recording.Lines.FirstOrDefault(line => (string?)line["json"]?["type"] == "execution_cached")
            ?["json"]!["data"]!["nodes"]!.AsArray();
        if (submitted is null || cached is null || cached.Count == 0)
            return null;
        var prompt = new JsonObject();
        foreach (string id in cached.Select(node => (string)node!))
        {
            prompt[id] = submitted[id]!.DeepClone();
            // Only outputs are executed, so each other node gets one that shows it.
            if ((string?)submitted[id]!["class_type"] != "SaveImage")
            {
                prompt[$"show {id}"] = new JsonObject
                {
                    ["class_type"] = "PreviewAny",
                    ["inputs"] = new JsonObject { ["source"] = new JsonArray(id, 0) },
                };
            }
        }

        return prompt;
    }
}
