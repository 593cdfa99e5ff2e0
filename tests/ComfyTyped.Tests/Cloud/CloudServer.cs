using ComfyTyped.Testing;
using ComfyTyped.Tests.Server;

namespace ComfyTyped.Tests.Cloud;

/// <summary>A local server that plays Comfy Cloud, with a node that runs until the test opens its gate, and clients of it.</summary>
internal sealed class CloudServer : IAsyncDisposable
{
    public const string Key = "comfyui-0123&secret";

    public const string Picture = """
        {
          "1": { "class_type": "EmptyImage", "inputs": { "width": 8, "height": 8, "batch_size": 1, "color": 255 } },
          "2": { "class_type": "SaveImage", "inputs": { "images": ["1", 0], "filename_prefix": "cloud" } }
        }
        """;

    private readonly ComfyServer _server;

    private CloudServer(ComfyServer server, Gate gate)
    {
        _server = server;
        Gate = gate;
    }

    public Uri Url => _server.Url;

    public Gate Gate { get; }

    public Traffic Traffic { get; } = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<CloudServer> StartAsync(Action<ComfyServerOptions>? configure = null)
    {
        var gate = new Gate();
        ComfyServer server = await ComfyServer.StartAsync(
            options =>
            {
                options.Dialect = ComfyServerDialect.Cloud;
                options.ApiKey = Key;
                options.AddNode(gate.Behavior);
                options.AddNode(new NodeDefinition("Bad").AsOutputNode(), _ => throw new NodeExecutionException("OOMError", "no memory is left"));
                configure?.Invoke(options);
            },
            Token);
        return new CloudServer(server, gate);
    }

    public ComfyClient Connect(Action<ComfyClientOptions>? configure = null)
    {
        ComfyClientOptions options = ComfyCloud.Options(Key);
        options.Url = Url;
        options.HttpMessageHandler = Traffic;
        options.HistoryPollInterval = TimeSpan.FromMilliseconds(20);
        configure?.Invoke(options);
        return new ComfyClient(options);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Traffic.Dispose();
    }
}
