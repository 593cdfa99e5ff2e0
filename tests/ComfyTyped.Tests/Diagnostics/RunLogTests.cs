using System.Collections.Concurrent;
using ComfyTyped.CompilerServices;
using ComfyTyped.Runs;
using ComfyTyped.Testing;
using ComfyTyped.Tests.Pool;
using ComfyTyped.Tests.Workflows.Files;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.Tests.Diagnostics;

/// <summary>Each run leaves its times in the log, and its inputs if wanted.</summary>
public class RunLogTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_times_of_a_run_and_of_its_nodes_are_logged()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        var log = new Seen();
        await using ComfyClient comfy = Pools.Connect(server, options => options.LoggerFactory = log);

        RawResult result = await comfy.RunAsync(Pools.Using("a.safetensors"), cancellationToken: Token);

        Assert.All(log.Named("NodeTimed"), line => Assert.Contains(result.PromptId, line, StringComparison.Ordinal));
        Assert.Contains(log.Named("NodeTimed"), line => line.Contains("node 3 (PreviewImage) took", StringComparison.Ordinal));
        Assert.Contains($"Run {result.PromptId} of RawWorkflow on {server.Url}: succeeded after", Assert.Single(log.Named("RunTimed")), StringComparison.Ordinal);
        Assert.Empty(log.Named("RunInputs"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_changed_inputs_of_a_run_are_logged_if_wanted(bool isPool)
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        var log = new Seen();
        await using ComfyPool pool = Pools.With(options => (options.LoggerFactory, options.LogInputs) = (log, true), Pools.Connect(server));
        await using ComfyClient client = Pools.Connect(server, options => (options.LoggerFactory, options.LogInputs) = (log, true));
        IComfyClient comfy = isPool ? pool : client;
        var workflow = new TextToImage
        {
            PositivePrompt = { Text = "a lighthouse\nfake: line" },
            KSampler = { Seed = Seed.Random, Steps = 1 },
            EmptyLatentImage = { Width = 16, Height = 16 },
        };

        TextToImage.Result result = await comfy.RunAsync(workflow, cancellationToken: Token);

        string line = Assert.Single(log.Named("RunInputs"));
        Assert.Contains("PositivePrompt.Text = a lighthouse fake: line", line, StringComparison.Ordinal);
        Assert.Contains($"KSampler.Seed = {result.SeedOf(workflow.KSampler)}", line, StringComparison.Ordinal);
        Assert.Contains("KSampler.Steps = 1", line, StringComparison.Ordinal);
        Assert.DoesNotContain("Cfg", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_texts_many_inputs_and_secrets_stay_out()
    {
        var workflow = new RawWorkflow("{}");
        InputSchema[] inputs = [new("text", "Text"), new("api_key", "ApiKey"), .. Enumerable.Range(0, 100).Select(i => new InputSchema($"i{i}", $"I{i}"))];
        var node = new RawNode(new NodeSchema("Node", inputs));
        workflow.Add(node);
        node.SetValue("text", InputValue.FromString(new string('x', 1000)));
        node.SetValue("api_key", InputValue.FromString("hunter2"));
        for (int i = 0; i < 100; i++)
            node.SetValue($"i{i}", InputValue.FromInteger(i));

        string line = ChangedInputs.Of(workflow, []);

        Assert.StartsWith($"Node.Text = {new string('x', 200)}...; Node.ApiKey = ***; Node.I0 = 0; ", line, StringComparison.Ordinal);
        Assert.EndsWith("Node.I47 = 47; ...", line, StringComparison.Ordinal);
    }

    private sealed class Seen : ILoggerFactory, ILogger
    {
        private readonly ConcurrentQueue<(string? Name, string Line)> _lines = new();

        public IEnumerable<string> Named(string name) => _lines.Where(line => line.Name == name).Select(line => line.Line);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue((eventId.Name, formatter(state, exception)));

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
