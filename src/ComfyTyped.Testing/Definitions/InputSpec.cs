using System.Text.Json;
using System.Text.Json.Nodes;

namespace ComfyTyped.Testing.Definitions;

/// <summary>One declared input of a node class.</summary>
/// <param name="Name">The input's name; inputs of a V3 group have dotted names.</param>
/// <param name="Required">Whether a prompt must give it.</param>
/// <param name="Config">The spec as <c>object_info</c> has it: <c>[type]</c> or <c>[type, options]</c>.</param>
internal sealed record InputSpec(string Name, bool Required, JsonElement Config)
{
    /// <summary>The type name, or <c>null</c> when the type is a list of choices (a V1 combo).</summary>
    public string? Type => TypeElement.ValueKind == JsonValueKind.String ? TypeElement.GetString() : null;

    /// <summary>The type: a string, or the list of choices.</summary>
    public JsonElement TypeElement => Config.ValueKind == JsonValueKind.Array && Config.GetArrayLength() > 0 ? Config[0] : Config;

    public bool IsChoice => TypeElement.ValueKind == JsonValueKind.Array || Type == "COMBO";

    public static InputSpec Of(string name, bool required, string type, string? options)
    {
        var config = new JsonArray(type);
        if (options is not null)
            config.Add(JsonNode.Parse(options));
        return new InputSpec(name, required, JsonSerializer.SerializeToElement(config));
    }

    /// <summary>The option of that name, or <c>null</c> when the spec does not state it.</summary>
    public JsonElement? Option(string name) =>
        Config.ValueKind == JsonValueKind.Array && Config.GetArrayLength() > 1
            && Config[1].ValueKind == JsonValueKind.Object && Config[1].TryGetProperty(name, out JsonElement value)
            ? value
            : null;

    /// <summary>The values that a choice declares; empty when the class lists files that only a server's disk knows.</summary>
    public IReadOnlyList<JsonElement> DeclaredChoices()
    {
        JsonElement choices = TypeElement.ValueKind == JsonValueKind.Array ? TypeElement : Option("options") ?? default;
        return choices.ValueKind == JsonValueKind.Array ? [.. choices.EnumerateArray()] : [];
    }

    /// <summary>The same input with other choices, in the form (V1 or V3) that the class uses.</summary>
    public InputSpec WithChoices(IEnumerable<string> names)
    {
        var choices = new JsonArray([.. names.Select(name => (JsonNode?)name)]);
        var config = (JsonArray)JsonNode.Parse(Config.GetRawText())!;
        if (TypeElement.ValueKind == JsonValueKind.Array)
            config[0] = choices;
        else if (config.Count > 1)
            config[1]!["options"] = choices;
        else
            config.Add(new JsonObject { ["options"] = choices });
        return this with { Config = JsonSerializer.SerializeToElement(config) };
    }
}
