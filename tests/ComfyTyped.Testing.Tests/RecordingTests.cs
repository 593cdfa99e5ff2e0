using ComfyTyped.Testing.Tests.Recordings;

namespace ComfyTyped.Testing.Tests;

/// <summary>
/// The local server answers recorded requests as the recorded servers did.
/// One scenario is not matched and therefore left out: <c>subgraph_expansion</c>, since no node of the local server
/// expands into others.
/// </summary>
public class RecordingTests
{
    public static TheoryData<string, string> Scenarios()
    {
        var data = new TheoryData<string, string>();
        foreach ((string version, string scenario) in Recording.All())
            data.Add(version, scenario);
        return data;
    }

    [Theory(Timeout = 10_000)]
    [MemberData(nameof(Scenarios))]
    public Task A_recorded_exchange_is_repeated(string version, string scenario) =>
        RecordingReplay.RunAsync(Recording.Load(version, scenario), TestContext.Current.CancellationToken);
}
