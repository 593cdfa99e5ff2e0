using ComfyTyped.Tests.Replay;

namespace ComfyTyped.Tests.Matrix;

/// <summary>A recorded run of a real server.</summary>
internal sealed class ReplayedRun(string version, string scenario, ReplayHost host) : CutRun
{
    private readonly Recording _recording = Recording.Load(version, scenario);

    public override string Name => $"{scenario}, {version}";

    public override async Task<ObservedRun> RunAsync(Cut? cut, CancellationToken cancellationToken)
    {
        await using ReplayServer server = ReplayServer.Start(_recording, cut is null ? new ReplayFaults() : FaultsOf(cut), host);
        await using var comfy = new ComfyClient(server.Url, Impatient(cut, () => server.IsBroken));
        ObservedRun observed = await ObservedRun.ObserveAsync(comfy, _recording.ToWorkflow(), cancellationToken);
        if (cut is null)
            Messages = await server.Played.WaitAsync(cancellationToken);
        Assert.Empty(server.Violations);
        return observed;
    }

    /// <summary>While the socket is refused for a while, half of what is left of the run gets lost.</summary>
    private ReplayFaults FaultsOf(Cut cut) => new()
    {
        BreakSocketAfter = cut.After,
        WaitForReconnect = cut.Aftermath is Aftermath.ReconnectsAtOnce or Aftermath.RefusedForAWhile,
        LostAfterBreak = cut.Aftermath == Aftermath.RefusedForAWhile ? (Messages - cut.After + 1) / 2 : 0,
        RefusedAfterBreak = cut.Refusals,
    };
}
