using ComfyTyped.Diagnostics;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.Runs;

/// <summary>
/// Tells when an open socket has been silent for so long, while the server works on a run, that the server may have forgotten it. A long node is
/// silent as well, so that the next time takes twice as long, until something comes about a run.
/// </summary>
internal sealed class SilenceWatch(RunRegistry runs, ComfyClientOptions options, ILogger logger)
{
    private const int MaxDoublings = 10;

    private readonly object _gate = new();
    private long _delivered = -1;
    private int _renewals;

    /// <summary>Tells whether the socket is to be renewed, and takes note that it is.</summary>
    /// <param name="isDoubtful">Whether there is reason to doubt the socket, so that less silence is enough.</param>
    public bool CheckTooLong(bool isDoubtful)
    {
        TimeSpan limit = isDoubtful && options.SilentSocketTimeout > ComfyClientDefaults.DoubtfulSocketTimeout
            ? ComfyClientDefaults.DoubtfulSocketTimeout
            : options.SilentSocketTimeout;
        TimeSpan silence = options.TimeProvider.GetElapsedTime(runs.LastMessage);
        lock (_gate)
        {
            if (runs.Delivered != _delivered)
                _renewals = 0;
            if (silence < limit * (1 << Math.Min(_renewals, MaxDoublings)))
                return false;
            _delivered = runs.Delivered;
            _renewals++;
        }
        Log.SocketSilent(logger, silence.TotalSeconds);
        return true;
    }
}
