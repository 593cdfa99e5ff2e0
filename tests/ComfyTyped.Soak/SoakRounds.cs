using System.Diagnostics;
using System.Globalization;
using ComfyTyped.Testing;

namespace ComfyTyped.Soak;

/// <summary>Runs many at once through one client, round by round, while everything goes wrong, and weighs what is left in memory after each round.</summary>
/// <param name="runs">How many in all. The trend of the memory is judged from 5,000 on; that no run is held is always checked.</param>
/// <param name="atOnce">How many at a time.</param>
/// <param name="rounds">In how many rounds: the trend of the memory is that of the last half of them.</param>
internal sealed class SoakRounds(int runs, int atOnce, int rounds)
{
    private const int Seed = 7;

    /// <summary>What a run may leave in memory, in bytes: less than any object that would be its own.</summary>
    private const double NegligibleBytes = 10;

    /// <summary>Before so many runs the pools of connections and buffers still fill, and the trend of the memory says nothing.</summary>
    private const int RunsUntilLevel = 5_000;

    private readonly Tally _tally = new();
    private readonly List<(double Runs, double Bytes)> _memory = [];

    /// <returns>Whether all was well.</returns>
    public async Task<bool> RunAsync()
    {
        TaskScheduler.UnobservedTaskException += (_, unobserved) => _tally.Count($"unobserved {unobserved.Exception.InnerException?.GetType().Name}", 1);
        var clock = Stopwatch.StartNew();
        await using SoakServer server = await SoakServer.StartAsync(Seed);
        var options = new ComfyClientOptions { HistoryPollInterval = TimeSpan.FromMilliseconds(500), SilentSocketTimeout = TimeSpan.FromMilliseconds(300) };
        await using (var comfy = new ComfyClient(server.Server.Url, options))
        {
            for (int round = 0; round < rounds; round++)
            {
                await RunRoundAsync(server, comfy, Enumerable.Range(round * runs / rounds, runs / rounds));
                int left = await SettleAsync(comfy);
                _memory.Add(((round + 1) * (runs / rounds), Weigh()));
                int alive = _tally.TakeWorkflowsAlive();
                Print($"{clock.Elapsed.TotalSeconds,7:0.0} s  {_memory[^1].Runs,6} runs  {_memory[^1].Bytes / 1024,8:N0} KiB  {left} prompts left, {alive} workflows alive");
                _tally.Count("prompts left", left);
                _tally.Count("workflows alive", alive);
            }
        }

        Weigh();
        return Judge(server);
    }

    private async Task RunRoundAsync(SoakServer server, ComfyClient comfy, IEnumerable<int> round)
    {
        ArmedFault[] armed = [.. Storm.Faults().Select(server.Server.Faults.Add)];
        using var calm = new CancellationTokenSource();
        Task<int> storm = Storm.RestartAsync(server.Server, calm.Token);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = atOnce };
        await Parallel.ForEachAsync(round, parallel, async (index, _) => await SoakRun.RunAsync(server, comfy, index, _tally));
        await calm.CancelAsync();
        _tally.Count("restarts", await storm);
        server.Server.Faults.Clear();
        foreach (ArmedFault fault in armed)
            _tally.Count(fault.Fault.GetType().Name, fault.Strikes);
    }

    /// <summary>Waits for the server to have nothing to do, as long as a client goes on to take runs back, and lets it forget what it has done.</summary>
    /// <returns>How many prompts it has then.</returns>
    private static async Task<int> SettleAsync(ComfyClient comfy)
    {
        int left = int.MaxValue;
        for (int look = 0; look < 600 && left > 0; look++)
        {
            QueueSnapshot queue = await comfy.Queue.GetAsync();
            left = queue.Running.Count + queue.Pending.Count;
            await Task.Delay(left > 0 ? 100 : 0);
        }

        await comfy.History.ClearAsync();
        return left;
    }

    private static long Weigh()
    {
        for (int pass = 0; pass < 2; pass++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private bool Judge(SoakServer server)
    {
        Trend trend = Trend.Of([.. _memory.Skip(rounds / 2)]);
        int ended = _tally["succeeded"] + _tally["failed"] + _tally["cancelled"];
        int unobserved = _tally.Sum("unobserved");
        Print($"{_tally}");
        Print($"{ended} of {runs} runs ended right; {server.Orphans.Count} orphans ({string.Join(", ", server.Orphans)}); {_tally["prompts left"]} prompts left; {unobserved} unobserved exceptions");
        Print($"Memory over the last half: {trend.Slope:+0.0;-0.0} bytes a run, with a standard error of {trend.StandardError:0.0}");
        return ended == runs / rounds * rounds && server.Orphans.Count == 0 && _tally["prompts left"] == 0 && _tally["workflows alive"] == 0 && unobserved == 0
            && !(runs >= RunsUntilLevel && trend.IsRising(NegligibleBytes));
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
