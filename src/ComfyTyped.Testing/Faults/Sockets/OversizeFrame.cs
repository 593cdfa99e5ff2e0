using ComfyTyped.Testing.Faults;

namespace ComfyTyped.Testing;

/// <summary>A huge binary frame of a type that no client knows comes before the message. All of it is zeros, and really sent.</summary>
/// <param name="Length">Its size in bytes. Default: 64 MiB.</param>
public sealed record OversizeFrame(long Length = 64 * 1024 * 1024) : MessageFault
{
    internal override void Validate()
    {
        base.Validate();
        ArgumentOutOfRangeException.ThrowIfLessThan(Length, 1);
    }

    internal override async Task SendAsync(SentMessage message, Func<SentMessage, Task> next, SocketLine line)
    {
        await line.SendZerosAsync(Length);
        await next(message);
    }
}
