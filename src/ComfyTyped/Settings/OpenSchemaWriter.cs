using System.Text.Json;
using ComfyTyped.CompilerServices;

namespace ComfyTyped.Settings;

/// <summary>Writes the JSON Schema of an input of which nobody knows more than what it holds: what is an object or a list stays one.</summary>
internal static class OpenSchemaWriter
{
    // What the server takes for a link to another node.
    private const string Link = """{"type":"array","prefixItems":[{"type":"string"},{"type":["number","boolean"]}],"minItems":2,"maxItems":2}""";

    /// <summary>Writes members into the schema of the input.</summary>
    /// <param name="writer">The writer, within an object.</param>
    /// <param name="held">What the input holds; undefined for nothing.</param>
    public static void Write(Utf8JsonWriter writer, JsonElement held)
    {
        switch (held.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(writer, held, isInput: true);
                break;
            case JsonValueKind.Array:
                writer.WriteString("type"u8, "array"u8);
                writer.WriteStartObject("items"u8);
                writer.WriteEndObject();
                writer.WritePropertyName("not"u8);
                writer.WriteRawValue(Link);
                break;
            default:
                writer.WritePropertyName("type"u8);
                writer.WriteRawValue("""["string","number","boolean"]""");
                break;
        }
    }

    /// <summary>Its other members, and those that it does not have, are as free as the node that reads them.</summary>
    private static void WriteObject(Utf8JsonWriter writer, JsonElement held, bool isInput)
    {
        Dictionary<string, JsonElement> objects = InputJson.MembersOf(held) ?? [];
        foreach (string name in objects.Keys.Where(name => objects[name].ValueKind != JsonValueKind.Object).ToArray())
            objects.Remove(name);
        writer.WriteString("type"u8, "object"u8);
        writer.WriteStartObject("properties"u8);
        if (isInput && !objects.ContainsKey(InputJson.Wrapper))
        {
            writer.WriteStartObject(InputJson.Wrapper);
            writer.WritePropertyName("not"u8);
            writer.WriteRawValue(Link);
            writer.WriteEndObject();
        }
        foreach ((string name, JsonElement value) in objects)
        {
            writer.WriteStartObject(name);
            WriteObject(writer, value, isInput: false);
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
    }
}
