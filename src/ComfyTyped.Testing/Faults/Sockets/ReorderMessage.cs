using ComfyTyped.Testing.Faults;

namespace ComfyTyped.Testing;

/// <summary>The message comes after some that were sent later. When fewer than those follow it on its socket, it does not come at all.</summary>
/// <param name="By">How many come before it. Default: 1.</param>
public sealed record ReorderMessage(int By = 1) : MessageFault
{
    internal override void Validate()
    {
        base.Validate();
        ArgumentOutOfRangeException.ThrowIfLessThan(By, 1);
    }

    internal override Task SendAsync(SentMessage message, Func<SentMessage, Task> next, SocketLine line)
    {
        line.HoldBack(message, By);
        return Task.CompletedTask;
    }
}
