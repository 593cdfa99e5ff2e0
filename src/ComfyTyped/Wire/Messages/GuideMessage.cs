using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using ComfyTyped.Primitives;

namespace ComfyTyped.Wire;

/// <summary>
/// A message of a server that takes prompts over the socket: in the shapes of the WebSocket guide or in ComfyUI's own, or in something between. It is
/// written anew as the ordinary messages that say the same, so that nobody else needs to know.
/// </summary>
internal sealed class GuideMessage
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly string _type;
    private readonly JsonElement _data;
    private readonly GuideProgress? _progress;

    private GuideMessage(string type, JsonElement data)
    {
        _type = type;
        _data = data;
        Kind = type == "error" ? EventKind.ExecutionError : SocketMessage.KindOf(Encoding.UTF8.GetBytes(type));
        PromptId = data.Member("prompt_id").AsText() is { Length: > 0 } id ? id : null;
        NodeId = NodeOf(data.Member("node")) ?? NodeOf(data.Member("node_id"));
        _progress = Kind is EventKind.Executing or EventKind.Progress ? GuideProgress.Read(data) : null;
    }

    public EventKind Kind { get; }

    /// <summary>Gets the prompt that it is about, or null when it does not say.</summary>
    public string? PromptId { get; }

    /// <summary>Gets the node that it is about, or null when it names none.</summary>
    public string? NodeId { get; }

    /// <summary>Gets whether it belongs to a run, even if it does not say to which.</summary>
    public bool IsAboutRun => Kind is not (EventKind.Unknown or EventKind.Status or EventKind.FeatureFlags or EventKind.Logs or EventKind.Notification);

    /// <summary>Gets whether it says that a run is done: <c>executing</c> with a null node.</summary>
    public bool IsEnd => Kind == EventKind.Executing && NodeId is null && (_progress is null || HasNullNode);

    /// <summary>Gets how many prompts wait or run, as a <c>status</c> tells.</summary>
    public double? QueueRemaining => _data.Member("status").Member("exec_info").Member("queue_remaining").AsDouble();

    /// <summary>Gets whether it is an unknown message that answers a prompt by its name: <c>queued</c>, <c>queue_update</c>, <c>execute_accepted</c>.</summary>
    public bool SpeaksOfQueue =>
        Kind == EventKind.Unknown && (_type.StartsWith("queue", StringComparison.Ordinal) || _type.StartsWith("execut", StringComparison.Ordinal));

    private bool HasNullNode => _data.Member("node").ValueKind == JsonValueKind.Null || _data.Member("node_id").ValueKind == JsonValueKind.Null;

    /// <exception cref="JsonException">It is no JSON object.</exception>
    public static GuideMessage Read(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
            throw new JsonException("A message of the socket is no UTF-8.");
        JsonElement message = PythonJson.Parse(utf8);
        if (message.ValueKind != JsonValueKind.Object)
            throw new JsonException("A message of the socket is no JSON object.");
        JsonElement data = message.Member("data");
        // Some have no envelope.
        return new GuideMessage(message.Member("type").AsText() ?? "", data.ValueKind == JsonValueKind.Object ? data : message);
    }

    /// <summary>Writes it as the messages that ComfyUI would send.</summary>
    /// <param name="promptId">The prompt that it is about.</param>
    /// <param name="currentNode">The node that the run was at before, which is not announced again.</param>
    public IEnumerable<byte[]> ToOrdinary(string promptId, string? currentNode)
    {
        string? node = NodeId ?? currentNode;
        if (IsEnd)
            yield return Write("executing", promptId, writer => writer.WriteNull("node"u8));
        else if (Kind == EventKind.Executing && NodeId is not null && NodeId != currentNode)
            yield return Write("executing", promptId, WriteNode);
        else if (Kind == EventKind.Executed)
            yield return Write("executed", promptId, WriteExecuted);
        else if (Kind == EventKind.ExecutionError)
            yield return Write("execution_error", promptId, WriteError);
        else if (Kind is not (EventKind.Executing or EventKind.Progress))
            yield return Write(_type, promptId, WriteMembers);
        if (!IsEnd && node is not null && _progress is { } progress)
            yield return Write("progress", promptId, writer => progress.WriteTo(writer, node));
    }

    /// <summary>Some name a node by an object that has its id.</summary>
    private static string? NodeOf(JsonElement node) => node.AsText() ?? node.Member("id").AsText() ?? node.Member("node_id").AsText();

    private static byte[] Write(string type, string promptId, Action<Utf8JsonWriter> writeData)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, type);
            writer.WriteStartObject("data"u8);
            writeData(writer);
            writer.WriteString("prompt_id"u8, promptId);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    private void WriteNode(Utf8JsonWriter writer)
    {
        writer.WriteString("node"u8, NodeId);
        if (_data.Member("display_node").AsText() is { } display)
            writer.WriteString("display_node"u8, display);
    }

    private void WriteExecuted(Utf8JsonWriter writer)
    {
        WriteNode(writer);
        GuideOutput.Find(_data, NodeId).WriteTo(writer);
    }

    /// <summary>What ComfyUI calls <c>exception_message</c> is the guide's <c>message</c>.</summary>
    private void WriteError(Utf8JsonWriter writer)
    {
        WriteMembers(writer);
        JsonElement error = _data.Member("error");
        string? text = _data.Member("exception_message").AsText() ?? _data.Member("message").AsText() ?? error.AsText() ?? error.Member("message").AsText();
        if (text is not null)
            writer.WriteString("exception_message"u8, text);
    }

    /// <summary>Copies all members; of those that are there twice the last one counts.</summary>
    private void WriteMembers(Utf8JsonWriter writer)
    {
        foreach (JsonProperty member in _data.EnumerateObject())
            writer.WriteMember(member, except: "prompt_id");
        if (NodeId is not null)
            WriteNode(writer);
    }
}
