namespace ComfyTyped.Tests.Matrix;

/// <summary>Where a socket is cut, and what comes after.</summary>
/// <param name="After">So many messages have come before.</param>
/// <param name="Aftermath">What becomes of the attempts to open it again.</param>
internal sealed record Cut(int After, Aftermath Aftermath)
{
    /// <summary>How many attempts to open the socket again are refused.</summary>
    public int Refusals => Aftermath switch
    {
        Aftermath.RefusedForAWhile => 3,
        Aftermath.RefusedForGood => int.MaxValue,
        _ => 0,
    };

    /// <summary>Before the first message, between any two, and after the last: each of them is cut before and after.</summary>
    public static IEnumerable<Cut> AllOf(int messages) =>
        from after in Enumerable.Range(0, messages + 1)
        from aftermath in Enum.GetValues<Aftermath>()
        select new Cut(after, aftermath);
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
