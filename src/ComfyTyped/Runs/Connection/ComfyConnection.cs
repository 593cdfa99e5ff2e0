using System.Net.WebSockets;
using System.Text.Json;
using ComfyTyped.Diagnostics;
using ComfyTyped.Primitives;
using ComfyTyped.Wire;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.Runs;

/// <summary>One open socket and the loop that reads it. It never opens again.</summary>
internal sealed class ComfyConnection : IAsyncDisposable
{
    private static readonly byte[] Hello = """{"type":"feature_flags","data":{"supports_preview_metadata":true}}"""u8.ToArray();

    private readonly ComfySocket _socket;
    private readonly ISocketListener _listener;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private Task? _closing;

    private ComfyConnection(ComfySocket socket, ISocketListener listener, ILogger logger, TimeProvider time)
    {
        (_socket, _listener, _logger, _time) = (socket, listener, logger, time);
        Ended = Task.Run(ListenAsync, CancellationToken.None);
    }

    /// <summary>Gets a task that ends with the socket, and says why. It does not fail.</summary>
    public Task<string> Ended { get; }

    /// <summary>Connects, says the hello, which must be the first message of each connection, and starts to listen.</summary>
    public static async Task<ComfyConnection> OpenAsync(
        string clientId,
        ISocketListener listener,
        SocketContext context,
        CancellationToken cancellationToken)
    {
        (ComfyHttp http, ILogger logger) = (context.Http, context.Logger);
        ComfySocket socket = await ComfySocket.ConnectAsync(http.Address.Socket(clientId), http, cancellationToken).ConfigureAwait(false);
        try
        {
            await socket.SendTextAsync(Hello, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
        Log.SocketOpened(logger, http.Address.Http, clientId);
        return new ComfyConnection(socket, listener, logger, context.Options.TimeProvider);
    }

    /// <summary>Sends a message. A token that ends it breaks the socket.</summary>
    public ValueTask SendAsync(ReadOnlyMemory<byte> utf8, CancellationToken cancellationToken) => _socket.SendTextAsync(utf8, cancellationToken);

    /// <summary>
    /// Begins to close it, so that another one can take its place once <see cref="Ended"/> has. The server is waited for: it forgets a client
    /// when its old socket ends, and would take the new one for it.
    /// </summary>
    public void BeginClose() => _closing ??= CloseAsync();

    public async ValueTask DisposeAsync()
    {
        // Whoever disposes of it does not need the id any more, so that the server's answer to an earlier goodbye is not waited for.
        if (_closing is null)
            await SayGoodbyeAsync().ConfigureAwait(false);
        await _stop.CancelAsync().ConfigureAwait(false);
        await Ended.ConfigureAwait(false);
        if (_closing is { } closing)
            await closing.ConfigureAwait(false);
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task CloseAsync()
    {
        await SayGoodbyeAsync().ConfigureAwait(false);
        await ((Task)Ended.WaitAsync(ComfyClientDefaults.CancelTimeout, _time, _stop.Token)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _stop.CancelAsync().ConfigureAwait(false);
    }

    private async Task SayGoodbyeAsync()
    {
        try
        {
            using var limit = new LinkedTimeout(ComfyClientDefaults.CancelTimeout, _time, _stop.Token);
            await _socket.CloseAsync(limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            Log.SocketClosed(_logger, exception.Message);
        }
    }

    private async Task<string> ListenAsync()
    {
        string reason = "closed by the server";
        try
        {
            WebSocketMessageType kind;
            while ((kind = await _socket.ReceiveAsync(_stop.Token).ConfigureAwait(false)) != WebSocketMessageType.Close)
                Route(kind);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            reason = "closed by this client";
        }
        catch (Exception exception)
        {
            // Whatever it is, the runs have other witnesses, and must be told to turn to them.
            reason = exception.Message;
        }
        Log.SocketClosed(_logger, reason);
        return reason;
    }

    private void Route(WebSocketMessageType kind)
    {
        try
        {
            if (kind == WebSocketMessageType.Text)
                _listener.OnText(_socket.Message);
            else
                _listener.OnBinary(_socket.Message);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            // A message that cannot be read must not take the good ones that follow with it.
            Log.MessageUnreadable(_logger, exception);
        }
    }
}
