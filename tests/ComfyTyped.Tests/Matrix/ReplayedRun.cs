using ComfyTyped.Tests.Replay;

namespace ComfyTyped.Tests.Matrix;

/// <summary>A recorded run of a real server, and after it a short one of the same server.</summary>
internal sealed class ReplayedRun(string version, string scenario, ReplayHost host) : CutRun
{
    /// <summary>How long the socket may take to tell of a run that takes no time. Whoever needs it has failed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly Recording _recording = Recording.Load(version, scenario);
    private readonly Recording _next = Recording.Load(version, "success");

    public override string Name => NameOf(scenario, version);

    public static string NameOf(string scenario, string version) => $"{scenario}, {version}";

    public override async Task<ObservedRuns> RunAsync(Cut? cut, CancellationToken cancellationToken)
    {
        var time = new StoppableTime();
        await using ReplayServer server = ReplayServer.Start(_recording, cut is null ? new ReplayFaults() : FaultsOf(cut), host);
        await using var comfy = new ComfyClient(server.Url, Impatient(cut, () => server.IsBroken, time));
        Task dropped = NoticeDrop(comfy);
        ObservedRun observed = await ObservedRun.ObserveAsync(comfy, _recording.ToWorkflow(), cancellationToken);
        if (cut is null)
            Messages = await server.Played.WaitAsync(cancellationToken);

        await server.ContinueAsync(_next, Messages);
        if (cut is not null)
            await dropped.WaitAsync(cancellationToken);
        time.Stop();
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        NextRun observedNext = await FollowNextAsync(
            observed,
            () => ObservedRun.ObserveAsync(comfy, _next.ToWorkflow(), cancellationToken),
            time,
            Task.WhenAny(server.Missed, Task.Delay(Patience, done.Token)),
            () => server.RequestLines);
        await done.CancelAsync();
        Assert.Empty(server.Violations);
        return new ObservedRuns(observed, observedNext);
    }

    /// <summary>While the socket is refused for a while, half of what is left of the run gets lost.</summary>
    private ReplayFaults FaultsOf(Cut cut) => new()
    {
        BreakSocketAfter = cut.After,
        WaitForReconnect = cut.Aftermath is Aftermath.ReconnectsAtOnce or Aftermath.RefusedForAWhile,
        LostAfterBreak = cut.Aftermath == Aftermath.RefusedForAWhile ? (Messages - cut.After + 1) / 2 : 0,
        RefusedAfterBreak = cut.Refusals,
        NoticeAfter = cut.NoticeMessages,
    };
}
