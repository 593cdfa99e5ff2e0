namespace ComfyTyped.Testing;

/// <summary>
/// Something that goes wrong with a <see cref="ComfyServer"/>: a <see cref="SocketFault"/> on the way of an event, a <see cref="DelayDisconnect"/> when
/// a socket breaks, an <see cref="HttpFault"/> on the way of a request or its answer, or an <see cref="OutputFault"/> in what a node shows. It does nothing before it is added to <see cref="ComfyServer.Faults"/>.
/// </summary>
/// <remarks>
/// What a fault is about, such as every <c>progress</c> event, are its occasions. They are counted, and of them it strikes those that the properties here leave.
/// </remarks>
public abstract record Fault
{
    private protected Fault()
    {
    }

    /// <summary>Gets how many occasions pass before it strikes: 2 strikes the third.</summary>
    /// <value>The default is 0: it strikes from the first on.</value>
    public int Skip { get; init; }

    /// <summary>Gets of how many occasions it strikes one, beginning with the first that is not skipped: 3 strikes the first, the fourth, ...</summary>
    /// <value>The default is 1: it strikes each of them.</value>
    public int Every { get; init; } = 1;

    /// <summary>Gets how often it strikes at most.</summary>
    /// <value>The default is <c>null</c>: without end. Otherwise at least 1.</value>
    public int? Times { get; init; }

    /// <summary>Gets how likely it strikes an occasion that the counts leave, by the dice of its <see cref="FaultPlan"/>.</summary>
    /// <value>The default is 1: always. From 0, never, to 1.</value>
    public double Probability { get; init; } = 1;

    /// <exception cref="ArgumentException">A property makes no sense.</exception>
    internal virtual void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Skip);
        ArgumentOutOfRangeException.ThrowIfLessThan(Every, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Times ?? 1, 1, nameof(Times));
        if (!(Probability is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(Probability), Probability, "A probability lies between 0 and 1.");
    }
}
