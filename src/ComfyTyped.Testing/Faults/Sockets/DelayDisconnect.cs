namespace ComfyTyped.Testing;

/// <summary>
/// The server learns late that a socket has broken, as over a real network, where a connection can be gone for the client long before the server notices. Until
/// then it sends to the old socket; then it forgets the client id, also when a new socket has it by now. That one stays open, gets no error, and receives nothing
/// any more. A socket that is closed with a closing handshake is noticed at once. Its occasions are the sockets that break.
/// </summary>
/// <param name="By">How late, by the clock of the server's options. Not negative.</param>
/// <example><code>
/// server.Faults.Add(new CutSocket { After = "progress", Times = 1 });
/// server.Faults.Add(new DelayDisconnect(TimeSpan.FromSeconds(2)));
/// </code></example>
public sealed record DelayDisconnect(TimeSpan By) : Fault
{
    /// <summary>Gets the client whose sockets it is about.</summary>
    /// <value>The default is <c>null</c>: all clients.</value>
    public string? ClientId { get; init; }

    internal override void Validate()
    {
        base.Validate();
        ArgumentOutOfRangeException.ThrowIfLessThan(By, TimeSpan.Zero);
    }

    internal bool Fits(string clientId) => ClientId is null || ClientId == clientId;
}
