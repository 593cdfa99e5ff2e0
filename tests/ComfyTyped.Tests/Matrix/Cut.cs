namespace ComfyTyped.Tests.Matrix;

/// <summary>Where a socket is cut, and what comes after.</summary>
/// <param name="After">So many messages have come before.</param>
/// <param name="Aftermath">What becomes of the attempts to open it again.</param>
/// <param name="Notice">How much later than the client the server learns of it. Then it forgets the client id, also when a new socket has it by now.</param>
internal sealed record Cut(int After, Aftermath Aftermath, TimeSpan Notice)
{
    /// <summary>How long a message takes where there is no clock.</summary>
    private static readonly TimeSpan PerMessage = TimeSpan.FromSeconds(0.1);

    /// <summary>At once, as on one machine, and as over a network.</summary>
    private static readonly TimeSpan[] Notices = [TimeSpan.Zero, TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(2)];

    /// <summary>How many attempts to open the socket again are refused.</summary>
    public int Refusals => Aftermath switch
    {
        Aftermath.RefusedForAWhile => 3,
        Aftermath.RefusedForGood => int.MaxValue,
        _ => 0,
    };

    /// <summary>After how many further messages the server learns of it, of whichever run they are.</summary>
    public int NoticeMessages => (int)(Notice / PerMessage);

    /// <summary>Before the first message, between any two, and after the last: each of them is cut before and after.</summary>
    public static IEnumerable<Cut> AllOf(IEnumerable<int> places) =>
        from after in places
        from aftermath in Enum.GetValues<Aftermath>()
        from notice in Notices
        select new Cut(after, aftermath, notice);

    public override string ToString() => $"cut after {After} messages, {Aftermath}, noticed {Notice.TotalSeconds:0.0} s late";
}

/// <summary>What becomes of the attempts to open a socket again that was cut.</summary>
internal enum Aftermath
{
    /// <summary>The first one succeeds.</summary>
    ReconnectsAtOnce,

    /// <summary>They are refused for a while, in which messages get lost.</summary>
    RefusedForAWhile,

    /// <summary>They are refused until the run has ended.</summary>
    RefusedForGood,

    /// <summary>There are none: the client's policy gives up.</summary>
    GivenUp,
}
