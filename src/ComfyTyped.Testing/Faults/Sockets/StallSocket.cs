using ComfyTyped.Testing.Faults;

namespace ComfyTyped.Testing;

/// <summary>
/// The connection freezes in the middle of a message's frame: half of it arrives, then nothing, and nothing is read either, not even the client's pings or
/// its goodbye. It ends when the client hangs up.
/// </summary>
public sealed record StallSocket : MessageFault
{
    internal override Task SendAsync(SentMessage message, Func<SentMessage, Task> next, SocketLine line) => line.StallAsync(message);
}
