using ComfyTyped.Testing.Faults;

namespace ComfyTyped.Testing;

/// <summary>The message comes late, and all that follow it.</summary>
/// <param name="By">How late, by the clock of the server's options.</param>
public sealed record DelayMessage(TimeSpan By) : MessageFault
{
    internal override void Validate()
    {
        base.Validate();
        ArgumentOutOfRangeException.ThrowIfLessThan(By, TimeSpan.Zero);
    }

    internal override async Task SendAsync(SentMessage message, Func<SentMessage, Task> next, SocketLine line)
    {
        await line.PauseAsync(By);
        await next(message);
    }
}
