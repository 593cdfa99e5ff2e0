namespace ComfyTyped.Runs;

/// <summary>
/// What is known of restarts of the server, for all runs of a client. A restart ends every socket, so that it has lost whatever the server had while that
/// socket was open, or an earlier one.
/// </summary>
internal sealed class Restarts
{
    private readonly object _gate = new();
    private int _sockets;
    private int _last = -1;

    /// <summary>Gives the next socket that is open its number.</summary>
    public int NextNumber()
    {
        lock (_gate)
            return _sockets++;
    }

    /// <summary>Notes that the server was restarted after a socket of that number had ended, or as it did.</summary>
    public void Note(int socket)
    {
        lock (_gate)
            _last = Math.Max(_last, socket);
    }

    /// <summary>Tells whether a restart came after the time of a socket.</summary>
    public bool HaveLost(int socket)
    {
        lock (_gate)
            return socket <= _last;
    }
}
