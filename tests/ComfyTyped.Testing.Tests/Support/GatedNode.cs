namespace ComfyTyped.Testing.Tests.Support;

/// <summary>A node that says when it runs, and runs until the test opens its gate.</summary>
internal sealed class GatedNode
{
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _entered = new(0);

    public NodeBehavior Behavior => new(
        new NodeDefinition("Gated").Input("value", "STRING").Output("STRING"),
        async (node, cancellationToken) =>
        {
            _entered.Release();
            await _gate.Task.WaitAsync(cancellationToken);
            return NodeResult.Of(node.Inputs.String("value"));
        });

    /// <summary>Waits until a node of the class runs.</summary>
    public Task EnteredAsync() => _entered.WaitAsync(TestContext.Current.CancellationToken);

    public void Open() => _gate.TrySetResult();
}
