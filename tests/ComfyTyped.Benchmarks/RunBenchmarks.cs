using BenchmarkDotNet.Attributes;
using ComfyTyped.Benchmarks.Workflows;

namespace ComfyTyped.Benchmarks;

/// <summary>One run of text_to_image with four steps on the local server in another process: the client beside the least one can write by hand.</summary>
[MemoryDiagnoser]
public class RunBenchmarks
{
    private readonly TextToImage _workflow = new() { KSampler = { Steps = 4 } };
    private ServerProcess _server = null!;
    private HandWrittenClient _hand = null!;
    private ComfyClient _client = null!;
    private uint _seed;

    /// <summary>Starts the server and connects both clients.</summary>
    [GlobalSetup]
    public async Task Setup()
    {
        _server = ServerProcess.Start();
        _hand = new HandWrittenClient(_server.Url);
        await _hand.ConnectAsync();
        _client = new ComfyClient(_server.Url.ToString());
    }

    /// <summary>Stops all.</summary>
    [GlobalCleanup]
    public async Task Cleanup()
    {
        _hand.Dispose();
        await _client.DisposeAsync();
        _server.Dispose();
    }

    /// <summary>By hand.</summary>
    [Benchmark(Baseline = true)]
    public Task<int> HandWritten() => _hand.RunAsync(Next());

    /// <summary>With the typed client.</summary>
    [Benchmark]
    public Task<TextToImage.Result> Client() => _client.RunAsync(Next());

    private TextToImage Next()
    {
        _workflow.KSampler.Seed = _seed++;
        return _workflow;
    }
}
