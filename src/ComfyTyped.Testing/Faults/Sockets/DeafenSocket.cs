using ComfyTyped.Testing.Faults;

namespace ComfyTyped.Testing;

/// <summary>
/// The socket stays open and brings nothing any more: the server has forgotten its client id, as every ComfyUI does when an older socket with that id ends
/// late. A new socket hears again.
/// </summary>
public sealed record DeafenSocket : ConnectionFault
{
    private protected override void Strike(SocketLine line) => line.Deafen();
}
