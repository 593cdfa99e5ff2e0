using System.Buffers;
using System.Text.Json;
using ComfyTyped.Primitives;

namespace ComfyTyped.CompilerServices;

/// <summary>A list of texts as an input holds it: <c>{"__value__":["a","b"]}</c>, because the server takes a bare array for a link.</summary>
internal static class TextList
{
    public static InputToken Write(string[] texts)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartArray(InputJson.Wrapper);
            foreach (string text in texts)
                writer.WriteStringValue(text);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return new InputToken("", buffer.WrittenMemory.ToArray());
    }

    /// <summary>The texts; null when the token is no such list.</summary>
    public static string[]? Read(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = WorkflowTemplate.MaxDepth });
        if (!reader.Read() || (reader.TokenType == JsonTokenType.StartObject && !Unwrap(ref reader)) || reader.TokenType != JsonTokenType.StartArray)
            return null;
        var texts = new List<string>();
        while (reader.Read() && reader.TokenType == JsonTokenType.String)
            texts.Add(reader.ReadText()!);
        return reader.TokenType == JsonTokenType.EndArray ? [.. texts] : null;
    }

    private static bool Unwrap(ref Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.TextEquals(InputJson.Wrapper) && reader.Read();
}
