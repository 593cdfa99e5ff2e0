using ComfyTyped.Testing.Faults;

namespace ComfyTyped.Testing;

/// <summary>The message comes twice.</summary>
public sealed record DuplicateMessage : MessageFault
{
    internal override async Task SendAsync(SentMessage message, Func<SentMessage, Task> next, SocketLine line)
    {
        await next(message);
        await next(message);
    }
}
