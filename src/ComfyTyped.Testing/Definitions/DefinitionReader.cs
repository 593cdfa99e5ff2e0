using System.Text.Json;

namespace ComfyTyped.Testing.Definitions;

/// <summary>Reads one class of an <c>object_info</c> answer, V1 or V3, complete or trimmed to its facts.</summary>
internal static class DefinitionReader
{
    public static NodeDefinition Read(string classType, JsonElement entry)
    {
        NodeDefinition definition = new NodeDefinition(classType).Describe(Text(entry, "display_name"), Text(entry, "category"));
        if (entry.TryGetProperty("input", out JsonElement sections) && sections.ValueKind == JsonValueKind.Object)
        {
            ReadInputs(definition, sections, "required");
            ReadInputs(definition, sections, "optional");
        }

        ReadOutputs(definition, entry);
        return Flag(entry, "output_node") ? definition.AsOutputNode() : definition;
    }

    private static void ReadInputs(NodeDefinition definition, JsonElement sections, string section)
    {
        if (!sections.TryGetProperty(section, out JsonElement inputs) || inputs.ValueKind != JsonValueKind.Object)
            return;
        foreach (JsonProperty input in inputs.EnumerateObject())
            definition.Add(new InputSpec(input.Name, section == "required", input.Value.Clone()));
    }

    private static void ReadOutputs(NodeDefinition definition, JsonElement entry)
    {
        if (!entry.TryGetProperty("output", out JsonElement outputs) || outputs.ValueKind != JsonValueKind.Array)
            return;
        for (int slot = 0; slot < outputs.GetArrayLength(); slot++)
        {
            JsonElement type = outputs[slot].Clone();
            string name = Item(entry, "output_name", slot) is { ValueKind: JsonValueKind.String } given ? given.GetString()! : type.ToString();
            bool isList = Item(entry, "output_is_list", slot) is { ValueKind: JsonValueKind.True };
            definition.Add(new OutputSpec(type, name, isList));
        }
    }

    private static JsonElement? Item(JsonElement entry, string member, int index) =>
        entry.TryGetProperty(member, out JsonElement array) && array.ValueKind == JsonValueKind.Array && index < array.GetArrayLength()
            ? array[index]
            : null;

    private static string Text(JsonElement entry, string member) =>
        entry.TryGetProperty(member, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static bool Flag(JsonElement entry, string member) =>
        entry.TryGetProperty(member, out JsonElement value) && value.ValueKind == JsonValueKind.True;
}
