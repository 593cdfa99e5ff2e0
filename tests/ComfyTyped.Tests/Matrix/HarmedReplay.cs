using ComfyTyped.Tests.Replay;
using Microsoft.Extensions.Time.Testing;

namespace ComfyTyped.Tests.Matrix;

/// <summary>A recorded run of a real server, harmed.</summary>
internal sealed class HarmedReplay(string version, string scenario, ReplayHost host) : HarmedRun
{
    private readonly Recording _recording = Recording.Load(version, scenario);

    public override string Name => ReplayedRun.NameOf(scenario, version);

    public override async Task<HarmedOutcome> RunAsync(HarmedCell? cell, CancellationToken cancellationToken)
    {
        await using ReplayServer server = ReplayServer.Start(_recording, new ReplayFaults { GoesOn = cell is not null }, host);
        return await FollowAsync(
            server.Url,
            cell,
            new FakeTimeProvider(),
            (comfy, token) => ObservedRun.ObserveAsync(comfy, _recording.ToWorkflow(), token),
            isKnown => Task.FromResult(FindLeft(server.Left, isKnown)),
            cancellationToken);
    }

    private static string? FindLeft(LeftPrompts left, bool isKnown) => left.Copies > 0 ? $"{left.Copies} copies of the prompt"
        : !isKnown && left.IsFollowedByNobody ? "the prompt"
        : null;
}
