using System.Text.Json.Nodes;

namespace ComfyTyped.Testing.Tests.Recordings;

/// <summary>Makes the submission of what a recorded server had executed before a scenario began.</summary>
internal static class Preparation
{
    /// <summary>The body to submit, or <c>null</c> when the scenario begins with a fresh server.</summary>
    public static JsonObject? For(Recording recording) => ShownInHistory(recording) ?? ShownAsCached(recording);

    /// <summary>The prompt that a scenario without prompts of its own finds in the history.</summary>
    private static JsonObject? ShownInHistory(Recording recording)
    {
        if (recording.Lines.Any(line => (string?)line["path"] == "/prompt" && (string?)line["method"] == "POST"))
            return null;
        JsonNode? entry = recording.Lines.FirstOrDefault(line => ((string?)line["path"])?.StartsWith("/history?", StringComparison.Ordinal) == true)
            ?["response"]!["json"]!.AsObject().Select(member => member.Value).FirstOrDefault();
        return entry is null
            ? null
            : new JsonObject
            {
                ["prompt_id"] = entry["prompt"]![1]!.DeepClone(),
                ["prompt"] = entry["prompt"]![2]!.DeepClone(),
                ["client_id"] = entry["prompt"]![3]!["client_id"]!.DeepClone(),
            };
    }

    /// <summary>The nodes that the first run of the scenario has in its cache.</summary>
    private static JsonObject? ShownAsCached(Recording recording)
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

        return new JsonObject { ["prompt"] = prompt };
    }
}
