using System.Net.WebSockets;
using System.Text.Json;
using ComfyTyped.Client;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.Connection;

/// <summary>One open socket and the loop that reads it.</summary>
/// <remarks>
/// Each connection has a client id of its own. A server forgets an id when the old socket of that id ends, however late, and then the new
/// socket of the same id hears nothing and gets no error (every version so far).
/// </remarks>
internal sealed class ComfyConnection : IAsyncDisposable
{
    private static readonly byte[] Hello = """{"type":"feature_flags","data":{"supports_preview_metadata":true}}"""u8.ToArray();

    private readonly ComfySocket _socket;
    private readonly RunRegistry _runs;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private Task _loop = Task.CompletedTask;
    private volatile bool _isClosed;

    private ComfyConnection(string clientId, ComfySocket socket, RunRegistry runs, ILogger logger)
    {
        ClientId = clientId;
        _socket = socket;
        _runs = runs;
        _logger = logger;
    }

    public string ClientId { get; }

    /// <summary>Gets whether the socket has ended, for whatever reason. It never opens again.</summary>
    public bool IsClosed => _isClosed;

    /// <summary>Connects, says the hello, which must be the first message, and starts to listen.</summary>
    public static async Task<ComfyConnection> OpenAsync(ComfyHttp http, RunRegistry runs, ILogger logger, CancellationToken cancellationToken)
    {
        string clientId = Guid.NewGuid().ToString("N");
        ComfySocket socket = await ComfySocket.ConnectAsync(http.Address.Socket(clientId), http, cancellationToken).ConfigureAwait(false);
        var connection = new ComfyConnection(clientId, socket, runs, logger);
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
        connection._loop = Task.Run(connection.ListenAsync, CancellationToken.None);
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(ComfyClientDefaults.CancelTimeout);
            await _socket.CloseAsync(limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            Log.SocketClosed(_logger, exception.Message);
        }
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task ListenAsync()
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
        finally
        {
            _isClosed = true;
            _runs.OnDropped();
            Log.SocketClosed(_logger, reason);
        }
    }

    private void Route(WebSocketMessageType kind)
    {
        try
        {
            if (kind == WebSocketMessageType.Text)
                _runs.OnText(_socket.Message);
            else
                _runs.OnBinary(_socket.Message);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            // A message that cannot be read must not take the good ones that follow with it.
            Log.MessageUnreadable(_logger, exception);
        }
    }
}
