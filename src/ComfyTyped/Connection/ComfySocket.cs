using System.Net;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;

namespace ComfyTyped.Connection;

/// <summary>The seam to the socket: whole messages in and out. Nothing else knows which WebSocket implementation is used.</summary>
internal sealed class ComfySocket : IDisposable
{
    private const int ReadSize = 16 * 1024;

    /// <summary>A buffer that one preview has made large is kept for the next; one that a whole picture has made large is not.</summary>
    private const int KeptBufferSize = 1024 * 1024;

    private readonly ClientWebSocket _socket = new();
    private readonly PooledBuffer _message = new(ReadSize);

    private ComfySocket()
    {
        _socket.Options.CollectHttpResponseDetails = true;
        _socket.Options.KeepAliveInterval = ComfyClientDefaults.KeepAliveInterval;
#if NET9_0_OR_GREATER
        _socket.Options.KeepAliveTimeout = ComfyClientDefaults.KeepAliveTimeout;
#endif
    }

    /// <summary>Gets the last message received; valid until the next one is asked for.</summary>
    public ReadOnlySpan<byte> Message => _message.Span;

    /// <exception cref="WebSocketException">The server refuses, or cannot be reached.</exception>
    public static async Task<ComfySocket> ConnectAsync(Uri uri, ComfyHttp http, CancellationToken cancellationToken)
    {
        ComfyCredential credential = await http.Credentials.GetAsync(cancellationToken).ConfigureAwait(false);
        return await TryConnectAsync(uri, http, credential, mayBeRefused: http.Credentials.IsUsed, cancellationToken).ConfigureAwait(false)
            ?? (await TryConnectAsync(
                uri,
                http,
                await http.Credentials.RefreshAsync(credential, cancellationToken).ConfigureAwait(false),
                mayBeRefused: false,
                cancellationToken).ConfigureAwait(false))!;
    }

    public ValueTask SendTextAsync(ReadOnlyMemory<byte> utf8, CancellationToken cancellationToken) =>
        _socket.SendAsync(utf8, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);

    /// <summary>Waits for the next whole message, put together from its fragments.</summary>
    /// <returns>Its kind; <see cref="WebSocketMessageType.Close"/> when the server closes.</returns>
    /// <exception cref="WebSocketException">The connection broke, or the message is larger than <see cref="ComfyClientDefaults.MaxMessageBytes"/>.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<WebSocketMessageType> ReceiveAsync(CancellationToken cancellationToken)
    {
        _message.Clear(KeptBufferSize);
        while (true)
        {
            ValueWebSocketReceiveResult part = await _socket.ReceiveAsync(_message.GetMemory(ReadSize), cancellationToken).ConfigureAwait(false);
            _message.Advance(part.Count);
            if (part.EndOfMessage || part.MessageType == WebSocketMessageType.Close)
                return part.MessageType;
            if (_message.Length > ComfyClientDefaults.MaxMessageBytes)
                throw new WebSocketException($"The server sent a message of more than {ComfyClientDefaults.MaxMessageBytes} bytes.");
        }
    }

    /// <returns>Null when the server refuses the credential (401), and may do so.</returns>
    private static async Task<ComfySocket?> TryConnectAsync(
        Uri uri,
        ComfyHttp http,
        ComfyCredential credential,
        bool mayBeRefused,
        CancellationToken cancellationToken)
    {
        var socket = new ComfySocket();
        try
        {
            foreach ((string name, string value) in http.Address.Headers)
                socket._socket.Options.SetRequestHeader(name, value);
            if (credential.AsSocketHeader() is { } header)
                socket._socket.Options.SetRequestHeader(header.Key, header.Value);
            await socket._socket.ConnectAsync(credential.ApplyToSocket(uri), http.Invoker, cancellationToken).ConfigureAwait(false);
            return socket;
        }
        catch (WebSocketException) when (mayBeRefused && socket._socket.HttpStatusCode == HttpStatusCode.Unauthorized)
        {
            socket.Dispose();
            return null;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Tells the server that it is over, so that it forgets this client at once.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose()
    {
        _socket.Dispose();
        _message.Dispose();
    }
}
