using System.Text.Json;

namespace ComfyTyped.Protocol;

/// <summary>What requests have in common.</summary>
internal static class JsonWriting
{
    public static void WriteTexts(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (string text in texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }
}
