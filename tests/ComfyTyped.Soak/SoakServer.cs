using System.Collections.Concurrent;
using ComfyTyped.Testing;

namespace ComfyTyped.Soak;

/// <summary>A server whose one node shows a value, after some progress with previews, or runs until it is interrupted. It counts what it makes.</summary>
internal sealed class SoakServer : IAsyncDisposable
{
    /// <summary>How long a node waits for an interrupt before nobody seems to want to interrupt it: longer than a client goes on trying.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(2);

    private static readonly Picture Preview = new(1, 1, new byte[4]);
    private readonly ConcurrentDictionary<string, int> _made = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _orphans = new();

    private SoakServer()
    {
    }

    public ComfyServer Server { get; private set; } = null!;

    /// <summary>The values of the runs that were to be interrupted, and were not.</summary>
    public IReadOnlyCollection<string> Orphans => _orphans;

    public static async Task<SoakServer> StartAsync(int seed)
    {
        var server = new SoakServer();
        NodeDefinition make = new NodeDefinition("Make").Input("value", "STRING").Input("fails", "BOOLEAN").Input("holds", "BOOLEAN").AsOutputNode();
        server.Server = await ComfyServer.StartAsync(options =>
        {
            options.ComfyUIVersion = "0.33.0";
            options.Faults = new FaultPlan(seed);
            options.AddNode(make, server.MakeAsync);
        });
        return server;
    }

    public static DynamicWorkflow Workflow(string value, bool fails, bool holds)
    {
        DynamicWorkflow workflow = ComfyWorkflow.Parse("""{ "1": { "class_type": "Make", "inputs": { "value": "", "fails": false, "holds": false } } }""");
        workflow["1"]["value"] = value;
        workflow["1"]["fails"] = fails;
        workflow["1"]["holds"] = holds;
        return workflow;
    }

    /// <summary>How often a value was made. It is counted from 0 again then.</summary>
    public int Made(string value) => _made.TryRemove(value, out int count) ? count : 0;

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private async Task<NodeResult> MakeAsync(NodeContext node, CancellationToken cancellationToken)
    {
        string value = node.Inputs.String("value");
        node.Progress(1, 2, Preview);
        node.Progress(2, 2);
        if (node.Inputs.Bool("holds"))
        {
            await Task.Delay(Forgotten, cancellationToken);
            _orphans.Enqueue(value);
        }
        _made.AddOrUpdate(value, 1, (_, count) => count + 1);
        return node.Inputs.Bool("fails")
            ? throw new NodeExecutionException("ValueError", $"{value} was to fail")
            : NodeResult.None.Show("text", value);
    }
}
