using ComfyTyped.Testing.Faults;

namespace ComfyTyped.Testing;

/// <summary>The socket ends without a closing handshake, as behind a proxy that is restarted. The run goes on.</summary>
/// <example><code>server.Faults.Add(new CutSocket { After = "progress", Times = 1 });</code></example>
public sealed record CutSocket : ConnectionFault
{
    private protected override void Strike(SocketLine line) => line.Cut();
}
