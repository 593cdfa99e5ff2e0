using ComfyTyped.Wire;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.Runs;

/// <summary>
/// The sockets of a client. Usually there is one, which all runs share. After it has dropped, it is opened again for the runs whose events are addressed to its
/// id, and the next run opens one with an id of its own, which the server cannot forget: see <see cref="SharedSocket"/>. A resumed run uses the id of its handle.
/// </summary>
internal sealed class ClientSockets : IAsyncDisposable
{
    /// <summary>Beyond this many, new runs use an id that has dropped before, and resumed runs have no socket.</summary>
    private const int MaxSockets = 4;

    private readonly object _gate = new();
    private readonly SocketContext _context;
    private readonly List<SharedSocket> _sockets = [];
    private readonly SharedSocket? _unopened;
    private SharedSocket? _shown;
    private volatile ConnectionState _state;
    private bool _isStopped;

    public ClientSockets(ComfyHttp http, ServerDialect dialect, ComfyClientOptions options, ILogger logger)
    {
        _context = new SocketContext(http, dialect, options, logger, OnChange);
        // Without a socket an id is needed as well: some versions leave cached outputs out of the history of a prompt that has none.
        if (options.ConnectionMode == ConnectionMode.PollingOnly)
            _unopened = new SharedSocket(Guid.NewGuid().ToString("N"), isBorrowed: false, _context);
    }

    /// <summary>Raised under a lock, in order, when the state changes of the socket that new runs use. Handlers only take note.</summary>
    public event Action<ConnectionChangedEvent>? Changed;

    /// <summary>Gets the state of the socket that new runs use.</summary>
    public ConnectionState State => _state;

    /// <summary>Connects a run with a socket, and waits until it is open, if there is to be one.</summary>
    /// <param name="run">The run. It is with a socket in any case, also when this fails.</param>
    /// <param name="clientId">The id to take over from another process; null for one's own.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ComfyConnectionException">The server cannot be reached.</exception>
    public async Task JoinAsync(RunState run, string? clientId, CancellationToken cancellationToken)
    {
        while (true)
        {
            SharedSocket socket = Choose(run, clientId);
            if (await socket.WaitUntilOpenAsync(cancellationToken).ConfigureAwait(false))
                return;
            socket.Leave(run);
        }
    }

    /// <summary>Lets sockets that wait for their next attempt make it now, because the server is back.</summary>
    public void Hurry()
    {
        lock (_gate)
            _sockets.ForEach(socket => socket.Hurry());
    }

    /// <summary>Notes that this client has taken runs off the server: those of these ids, or all that wait.</summary>
    public void OnTakenOff(IReadOnlyCollection<string>? promptIds)
    {
        lock (_gate)
        {
            _sockets.ForEach(socket => socket.Runs.OnTakenOff(promptIds));
            _unopened?.Runs.OnTakenOff(promptIds);
        }
    }

    public async ValueTask DisposeAsync()
    {
        SharedSocket[] sockets;
        lock (_gate)
        {
            _isStopped = true;
            sockets = [.. _sockets];
        }
        await Task.WhenAll(sockets.Select(socket => socket.StopAsync())).ConfigureAwait(false);
    }

    private SharedSocket Choose(RunState run, string? clientId)
    {
        lock (_gate)
        {
            if (_isStopped)
                throw ClientDisposed.Exception();
            if (_unopened is not null)
            {
                _unopened.TryJoin(run);
                return _unopened;
            }
            SharedSocket? known = clientId is not null ? _sockets.Find(socket => socket.ClientId == clientId)
                : _sockets.Find(socket => socket.TakesRuns) ?? (_sockets.Count < MaxSockets ? null : _sockets.FindLast(socket => !socket.IsBorrowed));
            if (known is not null && known.TryJoin(run))
                return known;
            var socket = new SharedSocket(clientId ?? Guid.NewGuid().ToString("N"), isBorrowed: clientId is not null, _context);
            socket.TryJoin(run);
            if (_sockets.Count >= MaxSockets + MaxSockets)
                return socket;
            _sockets.Add(socket);
            if (clientId is null || _state == ConnectionState.Disconnected)
                _shown = socket;
            socket.Start(clientId is null || known is null ? Task.CompletedTask : known.Ended);
            return socket;
        }
    }

    private void OnChange(SharedSocket socket, ConnectionChangedEvent change)
    {
        bool isBack = change.State == ConnectionState.Connected;
        lock (_gate)
        {
            if (change.State == ConnectionState.Disconnected)
                _sockets.Remove(socket);
            if (isBack)
                _context.HasReachedServer = true;
            if (socket == _shown)
            {
                change = change with { Previous = _state };
                _state = change.State;
                Changed?.Invoke(change);
            }
        }
        if (isBack)
            Hurry();
    }
}
