using System.Text.Json;

namespace ComfyTyped.Protocol;

/// <summary>Reads <c>GET /queue</c>.</summary>
internal static class QueueReader
{
    /// <exception cref="JsonException">It is no JSON object.</exception>
    public static QueuePlace Find(ReadOnlySpan<byte> utf8, string promptId)
    {
        var reader = new Utf8JsonReader(PythonJson.Normalize(utf8), PythonJson.Options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("The queue is no JSON object.");
        var place = QueuePlace.Absent;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            QueuePlace list = reader.TextEquals("queue_running"u8) ? QueuePlace.Running
                : reader.TextEquals("queue_pending"u8) ? QueuePlace.Pending
                : QueuePlace.Absent;
            reader.Read();
            if (list == QueuePlace.Absent)
                reader.Skip();
            else if (HasPrompt(ref reader, promptId))
                place = list;
        }
        return place;
    }

    private static bool HasPrompt(ref Utf8JsonReader reader, string promptId)
    {
        bool found = false;
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return false;
        }
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            found |= reader.TokenType == JsonTokenType.StartArray ? IsItemOf(ref reader, promptId) : SkipValue(ref reader);
        return found;
    }

    /// <summary>An item is <c>[number, prompt_id, prompt, ...]</c>.</summary>
    private static bool IsItemOf(ref Utf8JsonReader reader, string promptId)
    {
        bool found = false;
        for (int index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            if (index == 1 && reader.TokenType == JsonTokenType.String)
                found = reader.TextEquals(promptId);
            else
                reader.Skip();
        }
        return found;
    }

    private static bool SkipValue(ref Utf8JsonReader reader)
    {
        reader.Skip();
        return false;
    }
}
