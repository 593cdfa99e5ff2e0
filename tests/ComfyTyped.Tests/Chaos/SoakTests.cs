using System.Diagnostics;
using ComfyTyped.Soak;

namespace ComfyTyped.Tests.Chaos;

/// <summary>Many runs at once through one client, while all kinds of faults strike: none is lost, none ends twice, none hangs, and nothing is left behind.</summary>
public class SoakTests(ITestOutputHelper output)
{
    /// <summary>docs/Reliability.md has the command for ten thousand, which also judge the memory by its trend.</summary>
    private const int Runs = 1000;

    private const int AtOnce = 64;
    private const int Rounds = 8;

    [Fact(Timeout = 300_000)]
    public async Task Runs_with_random_faults_end_once_and_right_and_leave_nothing_behind()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        // A process of its own: what is held there, and what nobody observes, is the soak's alone.
        string[] arguments = [typeof(Trend).Assembly.Location, $"{Runs}", $"{AtOnce}", $"{Rounds}"];
        using Process soak = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        using CancellationTokenRegistration end = cancellationToken.Register(() => soak.Kill(entireProcessTree: true));
        Task<string> errors = soak.StandardError.ReadToEndAsync(cancellationToken);
        string told = await soak.StandardOutput.ReadToEndAsync(cancellationToken);
        await soak.WaitForExitAsync(cancellationToken);

        output.WriteLine(told);
        Assert.True(soak.ExitCode == 0, $"{told}\n{await errors}");
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
        RunLostReason[] reasons = [RunLostReason.Restarted, RunLostReason.Deleted, RunLostReason.NoHistory];
        Assert.Equal(200, tally["succeeded"] + reasons.Sum(reason => tally[$"{reason}"]));
    }
}
