using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ComfyTyped.AI;

/// <summary>The arguments of a call as one JSON object. Clients parse them more or less far.</summary>
internal static class ArgumentJson
{
    public static JsonElement Of(AIFunctionArguments arguments)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            foreach ((string name, object? value) in arguments)
            {
                writer.WritePropertyName(name);
                if (value is null)
                    writer.WriteNullValue();
                else
                    JsonSerializer.Serialize(writer, value, AIJsonUtilities.DefaultOptions.GetTypeInfo(value.GetType()));
            }
            writer.WriteEndObject();
        }
        using var document = JsonDocument.Parse(json.WrittenMemory);
        return document.RootElement.Clone();
    }
}
