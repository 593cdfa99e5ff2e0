using Guide.Examples;

namespace Guide;

/// <summary>All examples, in the order of the guide.</summary>
public static class AllExamples
{
    public static IReadOnlyList<IExample> List { get; } =
    [
        new FindNodes(),
        new ChangeMany(),
        new RunOverWebSocket(),
        new ExecuteOverWebSocket(),
        new ChainWorkflows(),
        new SweepInABatch(),
        new AdaptToTheResult(),
        new RunAnyFile(),
        new CountSeeds(),
        new SeveralServers(),
        new WatchAndFree(),
        new ServeAnAgent(),
    ];
}
