using ComfyTyped.Testing.Faults;

namespace ComfyTyped.Testing;

/// <summary>A fault on the way of a message to a socket. Its occasions are the messages of all sockets that it fits.</summary>
public abstract record SocketFault : Fault
{
    private protected SocketFault()
    {
    }

    /// <summary>Gets the client whose sockets it is about.</summary>
    /// <value>The default is <c>null</c>: all clients.</value>
    public string? ClientId { get; init; }

    /// <summary>Gets which messages are meant, of those that the other properties leave.</summary>
    /// <value>The default is <c>null</c>: all of them.</value>
    public Func<SentMessage, bool>? When { get; init; }

    /// <summary>Gets the type of message that it is about; <c>null</c> for all.</summary>
    private protected abstract string? MessageType { get; }

    internal bool Fits(SentMessage message) =>
        (ClientId is null || ClientId == message.ClientId)
        && (MessageType is null || MessageType == message.Type)
        && When?.Invoke(message) != false;

    /// <summary>Does it to a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="next">Sends it on, if it is to arrive.</param>
    /// <param name="line">The connection.</param>
    internal abstract Task SendAsync(SentMessage message, Func<SentMessage, Task> next, SocketLine line);
}
