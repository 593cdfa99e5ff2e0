using System.Collections.Concurrent;
using ComfyTyped.Testing;

namespace ComfyTyped.Tests.Chaos;

/// <summary>A server whose one node shows a value, after some progress with previews, and counts how often it has made each.</summary>
internal sealed class ChaosServer : IAsyncDisposable
{
    /// <summary>Every type of message that a run of <see cref="Workflow"/> makes.</summary>
    public static readonly string[] MessageTypes =
    [
        "status", "feature_flags", "execution_start", "execution_cached", "executing", "progress", "progress_state", "executed", "execution_success",
        SentMessage.Binary,
    ];

    private static readonly Picture Preview = new(1, 1, new byte[4]);
    private readonly ConcurrentDictionary<string, int> _made = new(StringComparer.Ordinal);
    private ComfyServer _server = null!;

    public ComfyServer Server => _server;

    public FaultPlan Faults => _server.Faults;

    public static async Task<ChaosServer> StartAsync(int seed = 0, string version = ComfyServerOptions.DefaultComfyUIVersion)
    {
        var server = new ChaosServer();
        var make = new NodeDefinition("Make").Input("value", "STRING").Input("fails", "BOOLEAN").AsOutputNode();
        server._server = await ComfyServer.StartAsync(
            options =>
            {
                options.ComfyUIVersion = version;
                options.Faults = new FaultPlan(seed);
                options.AddNode(make, server.Make);
            },
            TestContext.Current.CancellationToken);
        return server;
    }

    public static RawWorkflow Workflow(string value, bool fails = false) =>
        new($$$"""{"1":{"class_type":"Make","inputs":{"value":"{{{value}}}","fails":{{{(fails ? "true" : "false")}}} } } }""");

    /// <summary>A client that does not wait for long, since this server does not take the time that a sampler takes.</summary>
    public ComfyClient Connect(Action<ComfyClientOptions>? configure = null)
    {
        var options = new ComfyClientOptions
        {
            HistoryPollInterval = TimeSpan.FromMilliseconds(50),
            SilentSocketTimeout = TimeSpan.FromMilliseconds(300),
        };
        configure?.Invoke(options);
        return new ComfyClient(_server.Url, options);
    }

    /// <summary>How often a value was made. It is counted from 0 again then.</summary>
    public int Made(string value) => _made.TryRemove(value, out int count) ? count : 0;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private NodeResult Make(NodeContext node)
    {
        string value = node.Inputs.String("value");
        node.Progress(1, 2, Preview);
        node.Progress(2, 2);
        _made.AddOrUpdate(value, 1, (_, count) => count + 1);
        return node.Inputs.Bool("fails")
            ? throw new NodeExecutionException("ValueError", $"{value} was to fail")
            : NodeResult.None.Show("text", value);
    }
}
