using ComfyTyped.Wire;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.Runs;

/// <summary>What all sockets of a client share.</summary>
/// <param name="Http">How the server is reached.</param>
/// <param name="Dialect">What kind of server it is.</param>
/// <param name="Options">The options.</param>
/// <param name="Logger">The log.</param>
/// <param name="OnChange">Called by the loop that owns a socket whenever its state changes.</param>
internal sealed record SocketContext(
    ComfyHttp Http,
    ServerDialect Dialect,
    ComfyClientOptions Options,
    ILogger Logger,
    Action<SharedSocket, ConnectionChangedEvent> OnChange)
{
    private volatile bool _hasReachedServer;

    public Uri Server => Http.Address.Http;

    public Restarts Restarts { get; } = new();

    /// <summary>Gets or sets whether any socket was open before.</summary>
    public bool HasReachedServer
    {
        get => _hasReachedServer;
        set => _hasReachedServer = value;
    }
}
