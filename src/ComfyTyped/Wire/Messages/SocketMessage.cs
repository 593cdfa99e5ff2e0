using System.Text.Json;
using ComfyTyped.Primitives;

namespace ComfyTyped.Wire;

/// <summary>The envelope of a JSON message: enough to route it, or to skip it, without reading what it carries.</summary>
internal readonly ref struct SocketMessage
{
    private SocketMessage(string? unknownType, EventKind kind, ReadOnlySpan<byte> data, ReadOnlySpan<byte> promptId)
    {
        UnknownType = unknownType;
        Kind = kind;
        Data = data;
        PromptId = promptId;
    }

    public EventKind Kind { get; }

    /// <summary>The type as it was sent, when this version does not know it.</summary>
    public string? UnknownType { get; }

    /// <summary>The JSON of <c>data</c>; <c>null</c> when it is absent.</summary>
    public ReadOnlySpan<byte> Data { get; }

    /// <summary>The prompt that it is about; empty when it names none.</summary>
    public ReadOnlySpan<byte> PromptId { get; }

    /// <exception cref="JsonException">It is no JSON object.</exception>
    public static SocketMessage Read(ReadOnlySpan<byte> utf8)
    {
        ReadOnlySpan<byte> json = PythonJson.Normalize(utf8);
        var reader = new Utf8JsonReader(json, PythonJson.Options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("A message of the socket is no JSON object.");
        EventKind kind = EventKind.Unknown;
        string? type = null;
        ReadOnlySpan<byte> data = "null"u8;
        ReadOnlySpan<byte> promptId = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.TextEquals("type"u8))
            {
                reader.Read();
                kind = reader.TokenType == JsonTokenType.String ? KindOf(reader.ValueSpan) : EventKind.Unknown;
                type = kind == EventKind.Unknown ? reader.ReadText() : null;
            }
            else if (reader.TextEquals("data"u8))
            {
                reader.Read();
                int start = (int)reader.TokenStartIndex;
                promptId = FindPromptId(ref reader);
                data = json[start..(int)reader.BytesConsumed];
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }
        return new SocketMessage(type, kind, data, promptId);
    }

    /// <summary>Finds the prompt's id in an object; empty when there is none.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static ReadOnlySpan<byte> FindPromptId(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(PythonJson.Normalize(utf8), PythonJson.Options);
        return reader.Read() ? FindPromptId(ref reader) : default;
    }

    private static ReadOnlySpan<byte> FindPromptId(scoped ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return default;
        }
        ReadOnlySpan<byte> promptId = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isPromptId = reader.TextEquals("prompt_id"u8);
            reader.Read();
            if (isPromptId && reader.TokenType == JsonTokenType.String)
                promptId = reader.ValueSpan;
            else
                reader.Skip();
        }
        return promptId;
    }

    public static EventKind KindOf(ReadOnlySpan<byte> type) => type switch
    {
        var t when t.SequenceEqual("progress_state"u8) => EventKind.ProgressState,
        var t when t.SequenceEqual("progress"u8) => EventKind.Progress,
        var t when t.SequenceEqual("executing"u8) => EventKind.Executing,
        var t when t.SequenceEqual("executed"u8) => EventKind.Executed,
        var t when t.SequenceEqual("status"u8) => EventKind.Status,
        var t when t.SequenceEqual("execution_start"u8) => EventKind.ExecutionStart,
        var t when t.SequenceEqual("execution_cached"u8) => EventKind.ExecutionCached,
        var t when t.SequenceEqual("execution_success"u8) => EventKind.ExecutionSuccess,
        var t when t.SequenceEqual("execution_error"u8) => EventKind.ExecutionError,
        var t when t.SequenceEqual("execution_interrupted"u8) => EventKind.ExecutionInterrupted,
        var t when t.SequenceEqual("feature_flags"u8) => EventKind.FeatureFlags,
        var t when t.SequenceEqual("logs"u8) => EventKind.Logs,
        var t when t.SequenceEqual("notification"u8) => EventKind.Notification,
        _ => EventKind.Unknown,
    };
}
