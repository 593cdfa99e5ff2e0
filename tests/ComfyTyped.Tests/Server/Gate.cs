using ComfyTyped.Testing;

namespace ComfyTyped.Tests.Server;

/// <summary>An output node that says when it runs, and runs until the test lets it go.</summary>
internal sealed class Gate
{
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _entered = new(0);

    public NodeBehavior Behavior => new(
        new NodeDefinition("Gate").Input("value", "INT").AsOutputNode(),
        async (_, cancellationToken) =>
        {
            _entered.Release();
            await _open.Task.WaitAsync(cancellationToken);
            return NodeResult.None;
        });

    /// <summary>A prompt with one such node.</summary>
    public static RawWorkflow Workflow(int value) => new($$$$"""{"1":{"class_type":"Gate","inputs":{"value":{{{{value}}}} }}}""");

    /// <summary>Waits until a node of the class runs.</summary>
    public Task EnteredAsync() => _entered.WaitAsync(TestContext.Current.CancellationToken);

    public void Open() => _open.TrySetResult();
}
