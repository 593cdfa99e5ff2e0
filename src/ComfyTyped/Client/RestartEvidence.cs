using System.Net;
using System.Net.Sockets;
using ComfyTyped.Connection;

namespace ComfyTyped.Client;

/// <summary>What speaks for a restart of the server since it was last known to have a run. While its socket stays open, it was not restarted.</summary>
internal sealed class RestartEvidence
{
    private bool _wasOutOfSight;
    private bool _wasDown;

    /// <summary>Notes that nobody looked for a while.</summary>
    public void OnGap() => _wasOutOfSight = true;

    /// <summary>Notes a request that failed.</summary>
    public void OnFailure(ComfyException failure)
    {
        _wasOutOfSight = true;
        _wasDown |= IsDown(failure);
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
    public void Clear() => (_wasOutOfSight, _wasDown) = (false, false);

    /// <summary>Judges why the server knows a run no more.</summary>
    public async Task<RunLostReason> JudgeAsync(ServerApi api, CancellationToken cancellationToken)
    {
        if (!api.Dialect.ForgetsOnRestart)
            return RunLostReason.Deleted;
        if (_wasDown)
            return RunLostReason.Restarted;
        if (!_wasOutOfSight)
            return RunLostReason.Deleted;
        try
        {
            return await api.HasHistoryAsync(cancellationToken).ConfigureAwait(false) ? RunLostReason.Deleted : RunLostReason.Restarted;
        }
        catch (ComfyException)
        {
            // Unsure. A run is not sent again on a guess.
            return RunLostReason.Deleted;
        }
    }
}
