using System.Collections.Concurrent;
using ComfyTyped.Testing;

namespace ComfyTyped.Tests.Batches;

/// <summary>A local server with a node that works on a number: it notes it, and may fail or wait at some.</summary>
internal sealed class WorkServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<int> _worked = new();
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _waiting = new(0);
    private ComfyServer _server = null!;

    /// <summary>Gets the numbers that were worked on, once for each time that the work was done.</summary>
    public IReadOnlyCollection<int> Worked => _worked;

    /// <summary>Gets or sets the numbers at which it fails.</summary>
    public IReadOnlyCollection<int> FailsAt { get; set; } = [];

    /// <summary>Gets or sets the number at which it waits for the gate.</summary>
    public int? WaitsAt { get; set; }

    public ComfyServer Server => _server;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<WorkServer> StartAsync()
    {
        var work = new WorkServer();
        work._server = await ComfyServer.StartAsync(
            options => options.AddNode(new NodeBehavior(new NodeDefinition("Work").Input("value", "INT").Output("STRING"), work.RunAsync) { IsCacheable = false }),
            Token);
        return work;
    }

    public static RawWorkflow Workflow(int value) => new($$$$"""
        {"1":{"class_type":"Work","inputs":{"value":{{{{value}}}} }},"2":{"class_type":"PreviewAny","inputs":{"source":["1",0]}}}
        """);

    public ComfyClient Connect(HttpMessageHandler? handler = null) => new(
        _server.Url, new ComfyClientOptions { HistoryPollInterval = TimeSpan.FromMilliseconds(20), HttpMessageHandler = handler });

    /// <summary>Waits until the work waits for the gate.</summary>
    public Task WaitingAsync() => _waiting.WaitAsync(Token);

    public void Open() => _gate.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _waiting.Dispose();
    }

    private async Task<NodeResult> RunAsync(NodeContext node, CancellationToken cancellationToken)
    {
        int value = (int)node.Inputs.Int("value");
        if (value == WaitsAt)
        {
            _waiting.Release();
            await _gate.Task.WaitAsync(cancellationToken);
        }
        if (FailsAt.Contains(value))
            throw new NodeExecutionException("ValueError", $"{value} is unlucky");
        _worked.Enqueue(value);
        return NodeResult.Of($"worked on {value}");
    }
}
