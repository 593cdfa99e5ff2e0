using ComfyTyped.Primitives;

namespace ComfyTyped.Wire;

/// <summary>How long a request may take: all of it, or, if it is restarted with each byte, each step of a transfer.</summary>
/// <param name="time">The time.</param>
/// <param name="option">The option that says so.</param>
/// <param name="clock">The clock.</param>
/// <param name="caller">The caller's token, which ends the request as well.</param>
internal sealed class RequestLimit(TimeSpan time, string option, TimeProvider clock, CancellationToken caller) : IDisposable
{
    private readonly LinkedTimeout _timeout = new(time, clock, caller);

    /// <summary>Gets the token of the request.</summary>
    public CancellationToken Token => _timeout.Token;

    public CancellationToken Caller => caller;

    /// <summary>Gets the limit as messages name it.</summary>
    public string Description => $"{time.TotalSeconds:0.###} s ({option})";

    public void Restart() => _timeout.CancelAfter(time);

    /// <summary>Stops the clock while something else than the server is waited for.</summary>
    public void Pause() => _timeout.CancelAfter(Timeout.InfiniteTimeSpan);

    public void Dispose() => _timeout.Dispose();
}
