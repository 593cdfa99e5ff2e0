using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace ComfyTyped.Hosting;

/// <summary>A section of the configuration as a JSON object whose values are texts.</summary>
internal static class ConfigurationJson
{
    public static JsonDocument Of(IConfiguration section)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            Write(writer, section);
        return JsonDocument.Parse(buffer.WrittenMemory);
    }

    private static void Write(Utf8JsonWriter writer, IConfiguration section)
    {
        writer.WriteStartObject();
        foreach (IConfigurationSection child in section.GetChildren())
        {
            writer.WritePropertyName(child.Key);
            if (child.GetChildren().Any())
                Write(writer, child);
            else
                writer.WriteStringValue(child.Value ?? "");
        }
        writer.WriteEndObject();
    }
}
