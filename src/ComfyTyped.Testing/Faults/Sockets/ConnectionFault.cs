using ComfyTyped.Testing.Faults;

namespace ComfyTyped.Testing;

/// <summary>A fault that happens to a socket right before or after a message.</summary>
public abstract record ConnectionFault : SocketFault
{
    private protected ConnectionFault()
    {
    }

    /// <summary>Gets the type of message that still arrives: <c>execution_start</c>, <c>progress</c>, ..., or <see cref="SentMessage.Binary"/>.</summary>
    /// <value>The default is <c>null</c>: any message, unless <see cref="Before"/> is set.</value>
    public string? After { get; init; }

    /// <summary>Gets the type of message that arrives no more.</summary>
    /// <value>The default is <c>null</c>. Only one of this and <see cref="After"/> can be set.</value>
    public string? Before { get; init; }

    private protected override string? MessageType => Before ?? After;

    internal override void Validate()
    {
        base.Validate();
        if (Before is not null && After is not null)
            throw new ArgumentException($"Set {nameof(Before)} or {nameof(After)}, not both.");
    }

    internal override async Task SendAsync(SentMessage message, Func<SentMessage, Task> next, SocketLine line)
    {
        if (Before is null)
            await next(message);
        Strike(line);
    }

    private protected abstract void Strike(SocketLine line);
}
