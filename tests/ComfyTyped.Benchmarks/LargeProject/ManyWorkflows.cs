using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ComfyTyped.Benchmarks;

/// <summary>
/// Workflow files of 10 to 60 nodes, made of copies of the repository's own ones. Each runs its pictures through a custom node
/// of the <see cref="LargeCatalog"/>. The same texts on every run.
/// </summary>
internal static class ManyWorkflows
{
    private const int Fewest = 10;
    private const int Most = 60;
    private const int CustomClasses = 60;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static IEnumerable<string> Make(int count) => Enumerable.Range(0, count).Select(index => Make(index, Fewest + (index * (Most - Fewest) / (count - 1))));

    private static string Make(int index, int nodes)
    {
        var prompt = new JsonObject();
        for (int copy = 0; prompt.Count < nodes; copy++)
        {
            string source = Resources.Workflows[(index + copy) % Resources.Workflows.Count];
            foreach ((string id, JsonNode? node) in JsonNode.Parse(source)!.AsObject())
            {
                if (prompt.Count < nodes)
                    Add(prompt, $"{copy}:", id, node!.DeepClone().AsObject(), (index + copy) % CustomClasses);
            }
        }

        return prompt.ToJsonString(Indented);
    }

    private static void Add(JsonObject prompt, string prefix, string id, JsonObject node, int customClass)
    {
        JsonObject inputs = node["inputs"]!.AsObject();
        foreach (string name in inputs.Select(input => input.Key).ToArray())
        {
            if (inputs[name] is JsonArray link)
                inputs[name] = new JsonArray(prefix + (string)link[0]!, (int)link[1]!);
        }

        if ((string)node["class_type"]! == "SaveImage")
        {
            string tool = $"{prefix}{id}:tool";
            prompt[tool] = Tool(customClass, inputs["images"]!.DeepClone(), prompt.Count);
            inputs["images"] = new JsonArray(tool, 0);
        }

        prompt[prefix + id] = node;
    }

    private static JsonObject Tool(int customClass, JsonNode image, int seed) => new()
    {
        ["class_type"] = LargeCatalog.ClassType(customClass),
        ["inputs"] = new JsonObject
        {
            ["image"] = image,
            ["mode"] = LargeCatalog.Option("mode", customClass, 1),
            ["model_name"] = LargeCatalog.Option("models/tool_v", customClass, 1),
            ["steps"] = 4,
            ["seed"] = seed,
            ["strength"] = 0.5,
            ["invert"] = false,
        },
        ["_meta"] = new JsonObject { ["title"] = string.Create(CultureInfo.InvariantCulture, $"Tool {seed}") },
    };
}
