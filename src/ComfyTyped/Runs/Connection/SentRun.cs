using ComfyTyped.Wire;

namespace ComfyTyped.Runs;

/// <summary>A run on the socket that it was sent over, and what the server has said of it there.</summary>
/// <param name="run">The run.</param>
/// <param name="sent">When it was sent, as a timestamp of the client's clock.</param>
internal sealed class SentRun(RunState run, long sent)
{
    private bool _hasVerdict;

    public RunState Run => run;

    public long Sent => sent;

    /// <summary>Gets the node that it is at.</summary>
    public string? NodeId { get; private set; }

    public bool IsHeard { get; private set; }

    /// <summary>Gets or sets whether the server names it by an id.</summary>
    public bool IsNamed { get; set; }

    /// <summary>Gets or sets whether the server will get to it.</summary>
    public bool IsExpected { get; set; }

    /// <summary>Gets or sets whether nobody waits for it any more.</summary>
    public bool IsAbandoned { get; set; }

    /// <summary>Gets whether nothing but its end is still to come.</summary>
    public bool IsOver => _hasVerdict || run.HasAllOutputs;

    public bool IsUnderWay => IsHeard && !IsOver && !IsAbandoned;

    public void Hear(GuideMessage message)
    {
        IsHeard = true;
        if (message.NodeId is { } node && message.Kind is EventKind.Executing or EventKind.Progress)
            NodeId = node;
        _hasVerdict |= message.Kind is EventKind.ExecutionSuccess or EventKind.ExecutionError or EventKind.ExecutionInterrupted;
    }

    /// <summary>Tells whether a message can be the last of a run that is over, rather than the first of the next.</summary>
    public bool IsTail(GuideMessage message) =>
        message.IsEnd || message.Kind == EventKind.Progress || (message.Kind == EventKind.ExecutionSuccess && !_hasVerdict);
}
