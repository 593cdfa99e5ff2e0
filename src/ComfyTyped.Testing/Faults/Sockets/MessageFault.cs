namespace ComfyTyped.Testing;

/// <summary>A fault that happens to a message.</summary>
public abstract record MessageFault : SocketFault
{
    private protected MessageFault()
    {
    }

    /// <summary>Gets the type of message that it happens to: <c>executed</c>, <c>progress</c>, <c>status</c>, ..., or <see cref="SentMessage.Binary"/>.</summary>
    /// <value>The default is <c>null</c>: every type.</value>
    public string? On { get; init; }

    private protected override string? MessageType => On;
}
