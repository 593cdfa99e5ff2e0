using System.Diagnostics;
using ComfyTyped.Benchmarks.Workflows;

namespace ComfyTyped.Benchmarks;

/// <summary>
/// What runs cost that wait in the server's queue: requests a second, connections when the socket drops, and memory of the client. Not a time, so that it
/// needs no quiet machine.
/// </summary>
internal static class WaitingRuns
{
    /// <summary>What makes this program measure that: <c>waiting 2000</c>.</summary>
    public const string Argument = "waiting";

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(60);

    public static async Task MeasureAsync(int count)
    {
        using var server = ServerProcess.Start(secondsPerStep: 1);
        using var line = new CountingHandler();
        await using var comfy = new ComfyClient(server.Url, new ComfyClientOptions { HttpMessageHandler = line });
        // The first takes so long that the others wait for it.
        var first = new TextToImage { KSampler = { Steps = 10_000 } };
        await using ComfyRun<TextToImage.Result> running = await comfy.StartAsync(first);

        long before = GC.GetTotalMemory(forceFullCollection: true);
        var workflow = new TextToImage { KSampler = { Steps = 4 } };
        Task<TextToImage.Result>[] runs = [.. Enumerable.Range(0, count).Select(index =>
        {
            workflow.KSampler.Seed = (ulong)index;
            return comfy.RunAsync(workflow);
        })];
        while (line.Count("POST /api/prompt") <= count)
            await Task.Delay(50);
        await Task.Delay(Settling);
        long after = GC.GetTotalMemory(forceFullCollection: true);
        Console.WriteLine($"{count} waiting runs: {(after - before) / 1024.0 / count:0.0} KiB of the client's memory each");

        await WatchAsync(line, "with an open socket");
        line.BreakSocket();
        await WatchAsync(line, "after the socket has dropped once");
        Console.WriteLine($"{runs.Count(run => run.IsCompleted)} of {count} have ended");
        Process.GetCurrentProcess().Kill();
    }

    private static async Task WatchAsync(CountingHandler line, string when)
    {
        line.Restart();
        await Task.Delay(Watched);
        Console.WriteLine($"{when}: {line.Requests / Watched.TotalSeconds:0.00} requests a second in all, {line.Peak} at most at once");
    }
}
