using System.Net.WebSockets;

namespace ComfyTyped.Tests.Replay;

/// <summary>
/// What a ComfyUI server knows of its sockets: one for each client id, the latest. When the handler of a socket ends, it forgets the id, whichever socket has it
/// by then. Of a socket that broke it can learn late: after a number of frames, which are its clock.
/// </summary>
internal sealed class KnownSockets
{
    private readonly object _gate = new();
    private readonly Dictionary<string, TaskCompletionSource<WebSocket?>> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<WebSocket, string> _ids = [];
    private readonly HashSet<WebSocket> _broken = [];
    private WebSocket? _forgotten;
    private WebSocket? _unnoticed;
    private int _passed;
    private int _notice;

    /// <summary>Knows a socket from before its handshake is answered: what its client does after it, it expects to be told of.</summary>
    public async Task<WebSocket> AddAsync(string clientId, Func<Task<WebSocket>> accept)
    {
        var accepted = new TaskCompletionSource<WebSocket?>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
            _byId[clientId] = accepted;
        try
        {
            WebSocket socket = await accept();
            lock (_gate)
                _ids[socket] = clientId;
            accepted.SetResult(socket);
            return socket;
        }
        finally
        {
            accepted.TrySetResult(null);
        }
    }

    /// <summary>Whether the latest socket of the id is open.</summary>
    public bool IsOpen(string clientId)
    {
        lock (_gate)
            return _byId.TryGetValue(clientId, out TaskCompletionSource<WebSocket?>? socket) && socket.Task is { IsCompleted: true, Result.State: WebSocketState.Open };
    }

    /// <summary>The socket that gets what is addressed to the id.</summary>
    public Task<WebSocket?> FindAsync(string clientId)
    {
        lock (_gate)
            return _byId.TryGetValue(clientId, out TaskCompletionSource<WebSocket?>? socket) ? socket.Task : Task.FromResult<WebSocket?>(null);
    }

    /// <summary>Whether a socket is open and gets nothing any more, because the server has learned late of an older one of its id.</summary>
    public bool HasForgotten(WebSocket? socket)
    {
        lock (_gate)
            return socket is not null && socket == _forgotten;
    }

    /// <summary>A socket is about to break. The server learns of it before the next frame, or so many frames later.</summary>
    public void Break(WebSocket socket, int frames)
    {
        lock (_gate)
        {
            _broken.Add(socket);
            if (frames == 0)
                Forget(socket);
            else
                (_unnoticed, _notice) = (socket, _passed + frames);
        }
    }

    /// <summary>The handler of a socket has ended.</summary>
    public void End(WebSocket socket)
    {
        lock (_gate)
        {
            if (!_broken.Contains(socket))
                Forget(socket);
        }
    }

    /// <summary>A frame passes, whether anybody gets it or not.</summary>
    public void Pass()
    {
        lock (_gate)
            PassOne();
    }

    /// <summary>So many frames have passed.</summary>
    public void PassTo(int frames)
    {
        lock (_gate)
        {
            while (_passed < frames)
                PassOne();
        }
    }

    private void PassOne()
    {
        if (_unnoticed is { } broken && _passed >= _notice)
        {
            _unnoticed = null;
            if (_byId.TryGetValue(_ids[broken], out TaskCompletionSource<WebSocket?>? newer) && newer.Task is { IsCompleted: true, Result: { } socket } && socket != broken)
                _forgotten = socket;
            Forget(broken);
        }
        _passed++;
    }

    /// <summary>By its id: whichever socket that is by now.</summary>
    private void Forget(WebSocket socket)
    {
        if (_ids.TryGetValue(socket, out string? id))
            _byId.Remove(id);
    }
}
