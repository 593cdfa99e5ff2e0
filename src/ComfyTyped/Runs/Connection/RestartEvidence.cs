using System.Net;
using System.Net.Sockets;
using ComfyTyped.Wire;

namespace ComfyTyped.Runs;

/// <summary>What speaks for a restart of the server since it was last known to have a run. While its socket stays open, it was not restarted.</summary>
internal sealed class RestartEvidence(RunState run)
{
    private bool _wasOutOfSight;
    private int? _socket;
    private int? _lastSocket;

    /// <summary>Gets the number of the socket that is open for the run, or null when there is none.</summary>
    public int? Socket => run.Socket.Number;

    /// <summary>Gets whether the server was seen down since it was last known to have the run.</summary>
    public bool WasDown { get; private set; }

    /// <summary>Notes that nobody looked for a while.</summary>
    public void OnGap() => _wasOutOfSight = true;

    /// <summary>Notes a request that failed.</summary>
    public void OnFailure(ComfyException failure)
    {
        _wasOutOfSight = true;
        WasDown |= IsDown(failure);
    }

    /// <summary>Tells whether a failed request shows that there is no server: nothing listens, or only a proxy does.</summary>
    public static bool IsDown(ComfyException failure)
    {
        if (failure is ComfyServerException { StatusCode: HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable })
            return true;
        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
                return true;
        }
        return false;
    }

    /// <summary>Notes that the server has the run.</summary>
    /// <param name="socket">The <see cref="Socket"/> before the server was asked: another one by now leaves open which of them it was.</param>
    public void Clear(int? socket)
    {
        (_wasOutOfSight, WasDown) = (false, false);
        _socket = socket == Socket ? socket : null;
        _lastSocket = _socket ?? _lastSocket;
    }

    /// <summary>Judges why the server knows a run no more.</summary>
    public async Task<RunLostReason> JudgeAsync(ServerApi api, CancellationToken cancellationToken)
    {
        if (!api.Dialect.ForgetsOnRestart)
            return RunLostReason.Deleted;
        if (!WasDown && !(_wasOutOfSight && await HasForgottenAsync(api, cancellationToken).ConfigureAwait(false)))
            return RunLostReason.Deleted;
        if (_lastSocket is { } socket && socket != Socket)
            run.Socket.Restarts.Note(socket);
        return RunLostReason.Restarted;
    }

    private async Task<bool> HasForgottenAsync(ServerApi api, CancellationToken cancellationToken)
    {
        // Others may have ended on the restarted server by now, so that its history tells nothing any more.
        if (_socket is { } socket && run.Socket.Restarts.HaveLost(socket))
            return true;
        try
        {
            return !await api.HasHistoryAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ComfyException)
        {
            // Unsure. A run is not sent again on a guess.
            return false;
        }
    }
}
