using System.Diagnostics;
using ComfyTyped.Testing;

namespace ComfyTyped.Tests.Chaos;

/// <summary>Many runs at once through one client, while all kinds of faults strike: none is lost, none ends twice, none hangs, and nothing is left behind.</summary>
[Collection(nameof(Alone))]
public class SoakTests(ITestOutputHelper output)
{
    private const int Runs = 2000;
    private const int AtOnce = 64;
    private const int Quarters = 4;
    private const int Seed = 7;

    /// <summary>
    /// How much more memory may be in use after the last quarter than after the second; the first fills the pools, which then vary by 2 MB. That no run is held
    /// is checked exactly.
    /// </summary>
    private const long MemoryTolerance = 4_000_000;

    [Fact(Timeout = 300_000)]
    public async Task Two_thousand_runs_with_random_faults_end_once_and_right()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        var clock = Stopwatch.StartNew();
        var tally = new Tally();
        var memory = new List<long>();
        await using ChaosServer server = await ChaosServer.StartAsync(Seed);
        await using ComfyClient comfy = server.Connect(options => options.HistoryPollInterval = TimeSpan.FromMilliseconds(500));
        for (int quarter = 0; quarter < Quarters; quarter++)
        {
            IEnumerable<int> runs = Enumerable.Range(quarter * (Runs / Quarters), Runs / Quarters);
            await SoakAsync(server, comfy, runs, tally, cancellationToken);
            await comfy.History.ClearAsync(cancellationToken);
            memory.Add(GC.GetTotalMemory(forceFullCollection: true));
            tally.Count("workflows alive", tally.TakeWorkflowsAlive());
            output.WriteLine($"{clock.Elapsed.TotalSeconds:0.0} s: {memory[^1] / 1024:N0} KiB in use, {tally["workflows alive"]} workflows alive");
        }

        output.WriteLine(tally.ToString());
        Assert.Equal(Runs, tally["succeeded"] + tally["failed"] + tally["cancelled"]);
        Assert.Equal(0, tally["workflows alive"]);
        Assert.InRange(memory[^1] - memory[1], long.MinValue, MemoryTolerance);
    }

    [Fact(Timeout = 300_000)]
    public async Task Restarts_that_forget_everything_lose_no_run_without_a_reason()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        var tally = new Tally();
        int ended = 0;
        await using ChaosServer server = await ChaosServer.StartAsync();
        await using ComfyClient comfy = server.Connect(options => options.MaxResubmissions = 100);

        await Parallel.ForEachAsync(
            Enumerable.Range(0, 200),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (index, _) =>
            {
                await SoakedRun.RunUntilKnownAsync(comfy, index, tally);
                if (Interlocked.Increment(ref ended) % 40 == 0)
                    await server.Server.RestartAsync(keepMemory: false);
            });

        output.WriteLine(tally.ToString());
        Assert.Equal(200, tally["succeeded"] + tally[nameof(RunLostReason.Restarted)] + tally[nameof(RunLostReason.Deleted)]);
    }

    private static async Task SoakAsync(ChaosServer server, ComfyClient comfy, IEnumerable<int> runs, Tally tally, CancellationToken cancellationToken)
    {
        ArmedFault[] armed = [.. Storm.Faults().Select(server.Faults.Add)];
        using var calm = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<int> storm = Storm.RestartAsync(server.Server, calm.Token);
        await Parallel.ForEachAsync(
            runs,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (index, _) => await SoakedRun.RunAsync(server, comfy, index, tally));
        await calm.CancelAsync();
        tally.Count("restarts", await storm);
        server.Faults.Clear();
        foreach (ArmedFault fault in armed)
            tally.Count(fault.Fault.GetType().Name, fault.Strikes);
    }
}
