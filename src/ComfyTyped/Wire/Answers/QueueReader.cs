using System.Text.Json;
using ComfyTyped.Primitives;

namespace ComfyTyped.Wire;

/// <summary>Reads from <c>GET /queue</c> which prompts there are; the large rest, the prompts themselves, is skipped.</summary>
internal static class QueueReader
{
    /// <exception cref="JsonException">It is not a JSON object.</exception>
    public static LiveRuns Read(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(PythonJson.Normalize(utf8), PythonJson.Options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("The queue is not a JSON object.");
        var runs = new LiveRuns();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            QueuePlace list = reader.TextEquals("queue_running"u8) ? QueuePlace.Running
                : reader.TextEquals("queue_pending"u8) ? QueuePlace.Pending
                : QueuePlace.Absent;
            reader.Read();
            if (list == QueuePlace.Absent || reader.TokenType != JsonTokenType.StartArray)
                reader.Skip();
            else
                ReadList(ref reader, list, runs);
        }
        return runs;
    }

    private static void ReadList(ref Utf8JsonReader reader, QueuePlace list, LiveRuns runs)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartArray)
                reader.Skip();
            else if (ReadPromptId(ref reader) is { } promptId)
                runs.Add(promptId, list);
        }
    }

    /// <summary>An item is <c>[number, prompt_id, prompt, ...]</c>.</summary>
    private static string? ReadPromptId(ref Utf8JsonReader reader)
    {
        string? promptId = null;
        for (int index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            if (index == 1 && reader.TokenType == JsonTokenType.String)
                promptId = reader.ReadText();
            else
                reader.Skip();
        }
        return promptId;
    }
}
