using System.Text;
using System.Text.Json;

namespace ComfyTyped.Protocol;

/// <summary>Reads <c>GET /history/{id}</c>. The prompt that it repeats is by far the largest part of it, and is skipped.</summary>
internal static class HistoryReader
{
    /// <returns>Null when the server knows no such run yet, or no more: <c>{}</c>.</returns>
    /// <exception cref="JsonException">It is no JSON object.</exception>
    public static HistoryEntry? Read(ReadOnlySpan<byte> utf8, string promptId, in RunScope scope)
    {
        var reader = new Utf8JsonReader(PythonJson.Normalize(utf8), PythonJson.Options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("The history is no JSON object.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isOurs = reader.ValueTextEquals(promptId);
            reader.Read();
            if (isOurs && reader.TokenType == JsonTokenType.StartObject)
                return ReadEntry(ref reader, promptId, scope);
            reader.Skip();
        }
        return null;
    }

    private static HistoryEntry ReadEntry(ref Utf8JsonReader reader, string promptId, in RunScope scope)
    {
        var outputs = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        bool isError = false;
        IReadOnlyList<ComfyEvent> messages = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadOnlySpan<byte> name = reader.ValueSpan;
            reader.Read();
            if (name.SequenceEqual("outputs"u8) && reader.TokenType == JsonTokenType.StartObject)
                ReadOutputs(ref reader, outputs);
            else if (name.SequenceEqual("status"u8))
                (isError, messages) = ReadStatus(JsonElement.ParseValue(ref reader), promptId, scope);
            else
                reader.Skip();
        }
        return new HistoryEntry(outputs, isError, messages);
    }

    private static void ReadOutputs(ref Utf8JsonReader reader, Dictionary<string, JsonElement> outputs)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string id = reader.ReadText()!;
            reader.Read();
            outputs[id] = JsonElement.ParseValue(ref reader);
        }
    }

    private static (bool IsError, IReadOnlyList<ComfyEvent> Messages) ReadStatus(JsonElement status, string promptId, in RunScope scope)
    {
        var messages = new List<ComfyEvent>();
        foreach (JsonElement message in status.Member("messages").Items())
        {
            if (message.ValueKind != JsonValueKind.Array || message.GetArrayLength() < 2)
                continue;
            string type = message[0].AsText() ?? "";
            byte[] data = Encoding.UTF8.GetBytes(message[1].GetRawText());
            messages.Add(EventReader.Read(SocketMessage.KindOf(Encoding.UTF8.GetBytes(type)), type, data, promptId, scope));
        }
        return (status.Member("status_str").AsText() == "error", messages);
    }
}
