using System.Net;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text;
using ComfyTyped.Primitives;

namespace ComfyTyped.Wire;

/// <summary>The seam to the socket: whole messages in and out. Nothing else knows which WebSocket implementation is used.</summary>
internal sealed class ComfySocket : IDisposable
{
    private const int ReadSize = 16 * 1024;

    /// <summary>A buffer that one preview has made large is kept for the next; one that a whole picture has made large is not.</summary>
    private const int KeptBufferSize = 1024 * 1024;

    private readonly ClientWebSocket _socket = new();
    private readonly PooledBuffer _message;
    private readonly ComfyHttp _http;

    private ComfySocket(ComfyHttp http)
    {
        _http = http;
        _message = new PooledBuffer(ReadSize, http.Options.MaxMessageBytes);
        // A browser shows no answers, and keeps connections alive as it likes.
        if (OperatingSystem.IsBrowser())
            return;
        _socket.Options.CollectHttpResponseDetails = true;
        _socket.Options.KeepAliveInterval = ComfyClientDefaults.KeepAliveInterval;
#if NET9_0_OR_GREATER
        _socket.Options.KeepAliveTimeout = ComfyClientDefaults.KeepAliveTimeout;
#endif
    }

    /// <summary>Gets the last message received; valid until the next one is asked for.</summary>
    public ReadOnlySpan<byte> Message => _message.Span;

    /// <exception cref="WebSocketException">The server cannot be reached, or the connection breaks.</exception>
    /// <exception cref="SocketRefusedException">The server does not open a WebSocket.</exception>
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
    /// <exception cref="WebSocketException">The connection broke, or the message is larger than <see cref="ComfyClientOptions.MaxMessageBytes"/>.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<WebSocketMessageType> ReceiveAsync(CancellationToken cancellationToken)
    {
        _message.Clear(KeptBufferSize);
        while (true)
        {
            ValueWebSocketReceiveResult part = await _socket.ReceiveAsync(_message.GetMemory(ReadSize), cancellationToken).ConfigureAwait(false);
            _message.Advance(part.Count);
            if (_message.Length > _http.Options.MaxMessageBytes)
            {
                throw new WebSocketException(
                    $"The server sent a message of more than {_http.Options.MaxMessageBytes} bytes ({nameof(ComfyClientOptions)}.{nameof(ComfyClientOptions.MaxMessageBytes)}).");
            }
            if (!part.EndOfMessage && part.MessageType != WebSocketMessageType.Close)
                continue;
            Redact(part.MessageType);
            return part.MessageType;
        }
    }

    /// <summary>A picture holds no secret; the text of a node may.</summary>
    private void Redact(WebSocketMessageType type)
    {
        if (type == WebSocketMessageType.Text)
            _http.Redactor.Redact(_message);
        else if (type == WebSocketMessageType.Binary && BinaryFrame.Read(_message.Span) is { Kind: BinaryFrameKind.Text } frame && _http.Redactor.MayHoldAny(frame.Body))
            _message.ReplaceEnd(frame.Body.Length, Encoding.UTF8.GetBytes(_http.Redactor.Redact(Encoding.UTF8.GetString(frame.Body))));
    }

    /// <returns>Null when the server refuses the credential (401), and may do so.</returns>
    private static async Task<ComfySocket?> TryConnectAsync(
        Uri uri,
        ComfyHttp http,
        ComfyCredential credential,
        bool mayBeRefused,
        CancellationToken cancellationToken)
    {
        var socket = new ComfySocket(http);
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
        catch (WebSocketException exception) when (socket._socket.HttpStatusCode is not (0 or HttpStatusCode.SwitchingProtocols))
        {
            var refused = new SocketRefusedException(socket._socket.HttpStatusCode, Refusal(uri, socket._socket, http), exception);
            socket.Dispose();
            throw refused;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static string Refusal(Uri uri, ClientWebSocket socket, ComfyHttp http)
    {
        string hint = FailureHints.ForHandshake(socket.HttpStatusCode);
        if (RedirectGuard.IsRedirect(socket.HttpStatusCode)
            && socket.HttpResponseHeaders?.FirstOrDefault(header => header.Key.Equals("Location", StringComparison.OrdinalIgnoreCase)).Value?.FirstOrDefault() is { } location
            && Uri.TryCreate(location, UriKind.RelativeOrAbsolute, out Uri? target))
            hint = http.Redactor.Redact(FailureHints.ForRedirect(target, http.Address.Http));
        return $"The server answered {(int)socket.HttpStatusCode} to {uri.AbsolutePath}.{hint}";
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
