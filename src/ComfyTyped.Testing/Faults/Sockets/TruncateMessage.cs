using ComfyTyped.Testing.Faults;

namespace ComfyTyped.Testing;

/// <summary>Only the first half of the message arrives, as if that were all of it.</summary>
public sealed record TruncateMessage : MessageFault
{
    internal override Task SendAsync(SentMessage message, Func<SentMessage, Task> next, SocketLine line) =>
        next(message with { Bytes = message.Bytes[..(message.Bytes.Length / 2)] });
}
