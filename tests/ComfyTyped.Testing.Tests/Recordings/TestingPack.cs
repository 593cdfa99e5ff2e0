using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace ComfyTyped.Testing.Tests.Recordings;

/// <summary>The custom nodes that the recorded servers had, registered as a user would register them.</summary>
internal sealed class TestingPack
{
    private static readonly JsonObject Definitions =
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "object_info", "testing_pack.json")))!.AsObject();

    private readonly ConcurrentDictionary<string, TaskCompletionSource> _sleeps = new(StringComparer.Ordinal);

    public void AddTo(ComfyServerOptions options)
    {
        options.AddNode(new NodeBehavior(Definition("TestSleep"), SleepAsync) { IsConcurrent = true });
        options.AddNode(Definition("TestSyncError"), _ =>
            throw new NodeExecutionException("RuntimeError", "Intentional sync execution error for testing"));
    }

    /// <summary>Ends the sleep of a node; it does not sleep by the clock, so that no test depends on one.</summary>
    public void Wake(string nodeId) => Sleep(nodeId).TrySetResult();

    public void WakeAll()
    {
        foreach (TaskCompletionSource sleep in _sleeps.Values)
            sleep.TrySetResult();
    }

    private async Task<NodeResult> SleepAsync(NodeContext node, CancellationToken cancellationToken)
    {
        double seconds = node.Inputs.Float("seconds");
        for (int tick = 1; tick <= 3; tick++)
            node.Progress(seconds * tick / 4, seconds);
        await Sleep(node.NodeId).Task.WaitAsync(cancellationToken);
        return NodeResult.Of(node.Inputs.Value("value"));
    }

    private TaskCompletionSource Sleep(string nodeId) =>
        _sleeps.GetOrAdd(nodeId, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    private static NodeDefinition Definition(string classType) => NodeDefinition.Parse(classType, Definitions[classType]!.ToJsonString());
}
