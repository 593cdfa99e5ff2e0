using Guide.Examples;

namespace Guide;

/// <summary>All examples, in the order of the guide.</summary>
public static class AllExamples
{
    public static IReadOnlyList<IExample> List { get; } =
    [
        new RunOverWebSocket(),
        new ExecuteOverWebSocket(),
        new ChainWorkflows(),
        new SweepInABatch(),
        new AdaptToTheResult(),
    ];
}
