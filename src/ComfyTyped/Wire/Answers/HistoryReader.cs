using System.Text.Json;
using ComfyTyped.Primitives;

namespace ComfyTyped.Wire;

/// <summary>Reads <c>GET /history/{id}</c>. The prompt that it repeats is by far the largest part of it, and is skipped.</summary>
internal static class HistoryReader
{
    /// <returns>Null when the server knows no such run yet, or no more: <c>{}</c>.</returns>
    /// <exception cref="JsonException">It is no JSON object.</exception>
    public static HistoryEntry? Read(ReadOnlySpan<byte> utf8, string promptId, in RunScope scope)
    {
        ReadOnlySpan<byte> json = PythonJson.Normalize(utf8);
        var reader = new Utf8JsonReader(json, PythonJson.Options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("The history is no JSON object.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isOurs = reader.TextEquals(promptId);
            reader.Read();
            if (isOurs && reader.TokenType == JsonTokenType.StartObject)
                return ReadEntry(ref reader, json, promptId, scope);
            reader.Skip();
        }
        return null;
    }

    /// <summary>Tells whether there is any run in a history.</summary>
    /// <exception cref="JsonException">It is no JSON object.</exception>
    public static bool HasEntries(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(PythonJson.Normalize(utf8), PythonJson.Options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("The history is no JSON object.");
        return reader.Read() && reader.TokenType == JsonTokenType.PropertyName;
    }

    /// <summary>Reads an entry of a history, or a job, which has the same under other names.</summary>
    internal static HistoryEntry ReadEntry(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, string promptId, in RunScope scope)
    {
        var outputs = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var messages = new List<ComfyEvent>(4);
        bool isError = false;
        ComfyEvent? error = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadOnlySpan<byte> name = reader.ValueSpan;
            reader.Read();
            if (name.SequenceEqual("outputs"u8) && reader.TokenType == JsonTokenType.StartObject)
                ReadOutputs(ref reader, outputs, scope);
            else if ((name.SequenceEqual("status"u8) || name.SequenceEqual("execution_status"u8)) && reader.TokenType == JsonTokenType.StartObject)
                isError = ReadStatus(ref reader, json, messages, promptId, scope);
            else if (name.SequenceEqual("execution_error"u8) && reader.TokenType == JsonTokenType.StartObject)
                error = ReadEvent(EventKind.ExecutionError, ref reader, json, promptId, scope);
            else
                reader.Skip();
        }
        if (error is not null && !messages.Exists(message => message is ExecutionErrorEvent { IsBlocked: false }))
            messages.Add(error);
        return new HistoryEntry(outputs, isError, messages);
    }

    private static ComfyEvent ReadEvent(EventKind kind, ref Utf8JsonReader reader, ReadOnlySpan<byte> json, string promptId, in RunScope scope)
    {
        int start = (int)reader.TokenStartIndex;
        reader.Skip();
        return EventReader.Read(kind, null, json[start..(int)reader.BytesConsumed], promptId, scope);
    }

    private static void ReadOutputs(ref Utf8JsonReader reader, Dictionary<string, JsonElement> outputs, in RunScope scope)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string id = reader.ReadNodeId(scope.Workflow)!;
            reader.Read();
            outputs[id] = JsonElement.ParseValue(ref reader);
        }
    }

    /// <returns>Whether the status is that of a failure.</returns>
    private static bool ReadStatus(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, List<ComfyEvent> messages, string promptId, in RunScope scope)
    {
        bool isError = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadOnlySpan<byte> name = reader.ValueSpan;
            reader.Read();
            if (name.SequenceEqual("status_str"u8) && reader.TokenType == JsonTokenType.String)
            {
                isError = reader.TextEquals("error"u8);
            }
            else if (name.SequenceEqual("messages"u8) && reader.TokenType == JsonTokenType.StartArray)
            {
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    ReadMessage(ref reader, json, messages, promptId, scope);
            }
            else
            {
                reader.Skip();
            }
        }
        return isError;
    }

    /// <summary>Reads <c>[type, data]</c>.</summary>
    private static void ReadMessage(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, List<ComfyEvent> messages, string promptId, in RunScope scope)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }
        var kind = EventKind.Unknown;
        for (int index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            if (index == 0 && reader.TokenType == JsonTokenType.String)
                kind = SocketMessage.KindOf(reader.ValueSpan);
            if (index == 1 && kind != EventKind.Unknown)
                messages.Add(ReadEvent(kind, ref reader, json, promptId, scope));
            else
                reader.Skip();
        }
    }
}
