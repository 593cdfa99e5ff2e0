using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using ComfyTyped.Testing.Faults;

namespace ComfyTyped.Testing.Execution;

/// <summary>One client's connection: what is sent to it leaves in that order, from before the connection is accepted on.</summary>
/// <param name="id">The client's id.</param>
/// <param name="execute">Takes prompts that come over the socket; <c>null</c> where they are ignored.</param>
internal sealed class ClientSocket(string id, ExecuteMessages? execute)
{
    /// <summary>A client that is this many frames behind does not read any more, and is dropped.</summary>
    private const int Capacity = 8192;

    /// <summary>ComfyUI's limit of a frame that it receives, in bytes.</summary>
    private const int LongestMessage = 4 * 1024 * 1024;

    private readonly Channel<SentMessage> _outgoing =
        Channel.CreateBounded<SentMessage>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    private readonly CancellationTokenSource _dropped = new();
    private volatile bool _supportsPreviewMetadata;
    private volatile bool _speaksGuide;

    public string Id { get; } = id;

    /// <summary>Whether the client has asked for previews that name their node (binary frame type 4).</summary>
    public bool SupportsPreviewMetadata
    {
        get => _supportsPreviewMetadata;
        set => _supportsPreviewMetadata = value;
    }

    /// <summary>Whether the client hears events in the shapes of the WebSocket guide.</summary>
    public bool SpeaksGuide
    {
        get => _speaksGuide;
        set => _speaksGuide = value;
    }

    public void Send(JsonObject message) => Send((string)message["type"]!, JsonSerializer.SerializeToUtf8Bytes<JsonNode>(message));

    public void Send(string type, byte[] bytes)
    {
        if (!_outgoing.Writer.TryWrite(new SentMessage(Id, type, bytes)))
            _dropped.Cancel();
    }

    /// <summary>Runs until the client leaves or <paramref name="cancellationToken"/> ends the connection.</summary>
    /// <param name="open">Opens the line.</param>
    /// <param name="negotiate">Answers the client's hello: whether it can read previews with metadata.</param>
    /// <param name="cancellationToken">Ends the connection.</param>
    /// <returns>Whether the client has said goodbye; otherwise the line broke.</returns>
    public async Task<bool> RunAsync(Func<CancellationToken, SocketLine> open, Action<bool> negotiate, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _dropped.Token);
        using SocketLine line = open(ending.Token);
        Task sending = SendAllAsync(line, ending.Token);
        try
        {
            return await ReceiveAllAsync(line.Socket, negotiate, ending.Token);
        }
        finally
        {
            _outgoing.Writer.TryComplete();
            line.OnLeft();
            await sending;
        }
    }

    private async Task SendAllAsync(SocketLine line, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (SentMessage message in _outgoing.Reader.ReadAllAsync(cancellationToken))
                await line.DeliverAsync(message);
        }
        catch (Exception problem) when (problem is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            // The client has gone; the receiving side ends the connection.
            line.Socket.Abort();
        }
    }

    private async Task<bool> ReceiveAllAsync(WebSocket socket, Action<bool> negotiate, CancellationToken cancellationToken)
    {
        bool isFirstMessage = true;
        byte[] buffer = new byte[4096];
        using var message = new MemoryStream();
        try
        {
            while (true)
            {
                ValueWebSocketReceiveResult part = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
                if (part.MessageType == WebSocketMessageType.Close || message.Length + part.Count > LongestMessage)
                    break;
                message.Write(buffer, 0, part.Count);
                if (!part.EndOfMessage)
                    continue;
                if (part.MessageType == WebSocketMessageType.Text)
                {
                    ReadOnlySpan<byte> text = message.GetBuffer().AsSpan(0, (int)message.Length);
                    if (isFirstMessage)
                        isFirstMessage = !ReadHello(text, negotiate);
                    execute?.Accept(text, this);
                }

                message.SetLength(0);
            }

            await CloseAsync(socket, cancellationToken);
            return true;
        }
        catch (Exception problem) when (problem is WebSocketException or OperationCanceledException or IOException)
        {
            socket.Abort();
            return false;
        }
    }

    /// <summary>Only the first message that is a JSON object can be the hello.</summary>
    private static bool ReadHello(ReadOnlySpan<byte> message, Action<bool> negotiate)
    {
        try
        {
            if (JsonNode.Parse(message) is not JsonObject hello)
                return false;
            if (hello["type"]?.GetValueKind() != JsonValueKind.String || hello["type"]!.GetValue<string>() != "feature_flags")
                return true;
            negotiate(hello["data"] is JsonObject flags && flags["supports_preview_metadata"]?.GetValueKind() == JsonValueKind.True);
            return true;
        }
        catch (Exception problem) when (problem is JsonException or ArgumentException)
        {
            return false;
        }
    }

    private static async Task CloseAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        if (socket.State is WebSocketState.CloseReceived or WebSocketState.Open)
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, cancellationToken);
    }
}
