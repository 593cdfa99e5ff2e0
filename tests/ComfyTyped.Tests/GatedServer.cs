using ComfyTyped.Testing;

namespace ComfyTyped.Tests;

/// <summary>A local server with a node that says when it runs, and runs until the test opens its gate. It can be stopped and started again, as one that has forgotten all.</summary>
internal sealed class GatedServer : IAsyncDisposable
{
    public const string Prompt = """
        {
          "1": { "class_type": "Gated", "inputs": { "value": "made" } },
          "2": { "class_type": "PreviewAny", "inputs": { "source": ["1", 0] } }
        }
        """;

    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _entered = new(0);
    private ComfyServer? _server;
    private int _port;

    public Uri Url { get; private set; } = null!;

    public ComfyServer Local => _server!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<GatedServer> StartAsync()
    {
        var server = new GatedServer();
        await server.StartAgainAsync();
        return server;
    }

    public async Task StartAgainAsync()
    {
        _server = await ComfyServer.StartAsync(options =>
        {
            options.Port = _port;
            options.AddNode(new NodeBehavior(new NodeDefinition("Gated").Input("value", "STRING").Output("STRING"), RunAsync));
        }, Token);
        Url = _server.Url;
        _port = Url.Port;
    }

    public async Task StopAsync()
    {
        if (_server is { } server)
            await server.DisposeAsync();
        _server = null;
    }

    /// <summary>Waits until a node of the class runs, once for each time that one does.</summary>
    public Task EnteredAsync() => _entered.WaitAsync(Token);

    public void Open() => _gate.TrySetResult();

    public ComfyClient Connect(Action<ComfyClientOptions>? configure = null)
    {
        var options = new ComfyClientOptions
        {
            HistoryPollInterval = TimeSpan.FromMilliseconds(20),
            Retry = new RetryOptions { Delay = TimeSpan.FromMilliseconds(1) },
        };
        configure?.Invoke(options);
        return new ComfyClient(Url, options);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _entered.Dispose();
    }

    private async Task<NodeResult> RunAsync(NodeContext node, CancellationToken cancellationToken)
    {
        _entered.Release();
        await _gate.Task.WaitAsync(cancellationToken);
        return NodeResult.Of(node.Inputs.String("value"));
    }
}
