using System.Net;
using System.Net.Sockets;

namespace ComfyTyped.Wire;

/// <summary>The handler of requests and of the WebSocket's handshake, where the application gives none.</summary>
internal static class ServerHandler
{
    private const int ProbeAfterSeconds = 15;
    private const int ProbeEverySeconds = 5;
    private const int Probes = 3;

    /// <summary>
    /// How long a connection waits for its next request. A network may have dropped it silently, and then the next request hangs; a new connection costs less,
    /// even if it is made for each look at a run.
    /// </summary>
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <summary>Creates one. Redirects are left to the client: a handler would take the headers along to another server.</summary>
    /// <param name="connectTimeout">How long it may take to connect.</param>
    /// <param name="resolve">Gives the addresses to connect to; null for those that the name has.</param>
    public static HttpMessageHandler Create(TimeSpan connectTimeout, Func<SocketsHttpConnectionContext, CancellationToken, Task<IPAddress[]>>? resolve = null)
    {
        // A browser has connections and limits of its own.
        if (OperatingSystem.IsBrowser())
            return new HttpClientHandler();
        return new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectTimeout = connectTimeout,
            PooledConnectionIdleTimeout = IdleTimeout,
            PooledConnectionLifetime = Lifetime,
            ConnectCallback = async (context, cancellationToken) =>
            {
                IPAddress[]? addresses = resolve is null ? null : await resolve(context, cancellationToken).ConfigureAwait(false);
                return await ConnectAsync(context.DnsEndPoint, addresses, cancellationToken).ConfigureAwait(false);
            },
        };
    }

    private static async Task<Stream> ConnectAsync(DnsEndPoint server, IPAddress[]? addresses, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            ProbeWhenIdle(socket);
            if (addresses is null)
                await socket.ConnectAsync(server, cancellationToken).ConfigureAwait(false);
            else
                await socket.ConnectAsync(addresses, server.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Finds out within half a minute that nobody is there any more who could answer.</summary>
    private static void ProbeWhenIdle(Socket socket)
    {
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, ProbeAfterSeconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, ProbeEverySeconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, Probes);
        }
        catch (Exception exception) when (exception is SocketException or PlatformNotSupportedException)
        {
            // A system without these options has the timeouts of the client.
        }
    }
}
