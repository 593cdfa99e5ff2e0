using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ComfyTyped.Testing.Execution;

/// <summary>The connected sockets by client id, and the delivery of events to one of them or to all.</summary>
/// <param name="tellsAll">Whether client ids do not matter, as on Comfy Cloud.</param>
internal sealed class SocketHub(bool tellsAll)
{
    private readonly ConcurrentDictionary<string, ClientSocket> _sockets = new(StringComparer.Ordinal);

    /// <summary>Delivers to the socket with that id, if it is there; to every socket when the id is <c>null</c>.</summary>
    public void Send(JsonObject message, string? clientId)
    {
        string type = (string)message["type"]!;
        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes<JsonNode>(message);
        foreach (ClientSocket socket in Receivers(clientId))
        {
            if (!socket.SpeaksGuide)
                socket.Send(type, bytes);
            else if (GuideAnswers.Of(message) is { } answer)
                socket.Send(answer);
        }
    }

    public void Send(byte[] frame, string? clientId)
    {
        foreach (ClientSocket socket in Receivers(clientId))
            socket.Send(SentMessage.Binary, frame);
    }

    /// <summary>
    /// Takes note of what the client of that id has said it can read, and answers it. Both go by the id, as in ComfyUI: of a socket whose id was forgotten
    /// meanwhile nothing comes of it.
    /// </summary>
    public void Negotiate(string clientId, bool supportsPreviewMetadata, JsonObject answer)
    {
        if (!_sockets.TryGetValue(clientId, out ClientSocket? socket))
            return;
        socket.SupportsPreviewMetadata = supportsPreviewMetadata;
        socket.Send(answer);
    }

    /// <summary>Whether that client has negotiated previews with metadata. Without a client id nobody has.</summary>
    public bool SupportsPreviewMetadata(string? clientId) =>
        tellsAll || (clientId is not null && _sockets.TryGetValue(clientId, out ClientSocket? socket) && socket.SupportsPreviewMetadata);

    /// <summary>Whether a socket with that id gets what is sent to it.</summary>
    public bool Knows(string clientId) => _sockets.ContainsKey(clientId);

    public void Add(ClientSocket socket) => _sockets[socket.Id] = socket;

    /// <summary>Forgets the socket of that id: by id and not by socket, as ComfyUI does, so the end of an old connection deafens the
    /// new one with the same id.</summary>
    public void Remove(string clientId) => _sockets.TryRemove(clientId, out _);

    private IEnumerable<ClientSocket> Receivers(string? clientId)
    {
        if (clientId is null || tellsAll)
            return _sockets.Values;
        return _sockets.TryGetValue(clientId, out ClientSocket? socket) ? [socket] : [];
    }
}
