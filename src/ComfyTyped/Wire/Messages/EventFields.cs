using System.Text.Json;
using ComfyTyped.Primitives;

namespace ComfyTyped.Wire;

/// <summary>
/// The members that events share. One tolerant pass fills what is there; what is absent, null or of another kind than documented keeps
/// its default, and unknown members are skipped.
/// </summary>
internal ref struct EventFields
{
    public string? NodeId;
    public string? DisplayNodeId;
    public string? NodeType;
    public string? ExceptionType;
    public string? ExceptionMessage;
    public string? ClientId;
    public double Value;
    public double Max;
    public long? QueueRemaining;
    public DateTimeOffset? Timestamp;
    public IReadOnlyList<string>? NodeIds;
    public List<NodeProgress>? NodeStates;
    public IReadOnlyList<string>? Executed;
    public IReadOnlyList<string>? Traceback;
    public JsonElement Output;
    public JsonElement CurrentInputs;
    public JsonElement CurrentOutputs;

    public static EventFields Read(ReadOnlySpan<byte> data, ComfyWorkflow workflow)
    {
        var fields = default(EventFields);
        var reader = new Utf8JsonReader(data, PythonJson.Options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return fields;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            fields.ReadMember(ref reader, workflow);
        return fields;
    }

    private void ReadMember(ref Utf8JsonReader reader, ComfyWorkflow workflow)
    {
        ReadOnlySpan<byte> name = reader.ValueSpan;
        reader.Read();
        if (name.SequenceEqual("node"u8) || name.SequenceEqual("node_id"u8))
            NodeId = reader.ReadNodeId(workflow);
        else if (name.SequenceEqual("display_node"u8))
            DisplayNodeId = reader.ReadNodeId(workflow);
        else if (name.SequenceEqual("value"u8))
            Value = reader.ReadDouble();
        else if (name.SequenceEqual("max"u8))
            Max = reader.ReadDouble();
        else if (name.SequenceEqual("nodes"u8) && reader.TokenType == JsonTokenType.StartObject)
            NodeStates = NodeProgressReader.ReadMap(ref reader, workflow);
        else if (name.SequenceEqual("nodes"u8))
            NodeIds = reader.ReadTexts();
        else if (name.SequenceEqual("output"u8))
            Output = JsonElement.ParseValue(ref reader);
        else if (name.SequenceEqual("timestamp"u8))
            Timestamp = reader.ReadTimestamp();
        else if (name.SequenceEqual("status"u8))
            QueueRemaining = ReadQueueRemaining(ref reader);
        else if (name.SequenceEqual("sid"u8))
            ClientId = reader.ReadText();
        else
            ReadFailureMember(ref reader, name);
    }

    private void ReadFailureMember(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("node_type"u8))
            NodeType = reader.ReadText();
        else if (name.SequenceEqual("executed"u8))
            Executed = reader.ReadTexts();
        else if (name.SequenceEqual("exception_message"u8))
            ExceptionMessage = reader.ReadText();
        else if (name.SequenceEqual("exception_type"u8))
            ExceptionType = reader.ReadText();
        else if (name.SequenceEqual("traceback"u8))
            Traceback = reader.ReadTexts();
        else if (name.SequenceEqual("current_inputs"u8))
            CurrentInputs = JsonElement.ParseValue(ref reader);
        else if (name.SequenceEqual("current_outputs"u8))
            CurrentOutputs = JsonElement.ParseValue(ref reader);
        else
            reader.Skip();
    }

    /// <summary>Reads <c>{"exec_info":{"queue_remaining":N}}</c>.</summary>
    private static long? ReadQueueRemaining(ref Utf8JsonReader reader) =>
        JsonElement.ParseValue(ref reader).Member("exec_info").Member("queue_remaining") is { ValueKind: JsonValueKind.Number } number
        && number.TryGetDouble(out double remaining)
            ? (long)remaining
            : null;
}
