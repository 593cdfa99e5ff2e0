using ComfyTyped.Testing.Faults;

namespace ComfyTyped.Testing;

/// <summary>The message does not arrive.</summary>
public sealed record LoseMessage : MessageFault
{
    internal override Task SendAsync(SentMessage message, Func<SentMessage, Task> next, SocketLine line) => Task.CompletedTask;
}
