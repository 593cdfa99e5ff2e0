using Microsoft.Extensions.Time.Testing;

namespace ComfyTyped.Tests.Endings;

/// <summary>However many runs wait, the server is asked by one client.</summary>
public class LookTests
{
    private const int Runs = 300;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Waiting_runs_ask_no_more_than_twice_a_second_in_all(bool hasJobs)
    {
        await using StubServer server = await StubServer.StartAsync(hasJobs);
        var time = new FakeTimeProvider();
        await using var comfy = new ComfyClient(server.Url, new ComfyClientOptions { TimeProvider = time, ConnectionMode = ConnectionMode.PollingOnly });
        ComfyRun<RawResult>[] runs = await StartAsync(comfy);
        const int Seconds = 60;
        int before = server.Count("GET ");

        for (int step = 0; step < Seconds * 20; step++)
        {
            time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Delay(1, Token);
        }

        Assert.InRange(server.Count("GET ") - before, 5, 2 * Seconds);
        Assert.InRange(server.Peak, 1, 8);
        await EndAsync(server, time, runs);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_drop_of_the_socket_makes_a_few_requests_at_a_time(bool hasJobs)
    {
        await using StubServer server = await StubServer.StartAsync(hasJobs);
        await using var comfy = new ComfyClient(server.Url);
        ComfyRun<RawResult>[] runs = await StartAsync(comfy);
        int before = server.Count("GET ");

        server.BreakSockets();
        await StubServer.UntilAsync(() => comfy.ConnectionState == ConnectionState.Connected && server.SocketsOpened == 2 && server.Count("GET ") > before);

        // None has ended, so that they need not be asked for one by one.
        Assert.InRange(server.Count("GET ") - before, 1, Runs / 2);
        Assert.InRange(server.Peak, 1, 8);
        foreach (ComfyRun<RawResult> run in runs)
            server.End(run.PromptId);
        foreach (ComfyRun<RawResult> run in runs)
            Assert.Equal(["made"], (await run.Result)["1"].Texts);
        Assert.InRange(server.Peak, 1, 8);
    }

    [Fact]
    public async Task A_run_that_this_client_takes_off_the_queue_ends_at_once()
    {
        await using StubServer server = await StubServer.StartAsync(hasJobs: true);
        var time = new FakeTimeProvider();
        await using var comfy = new ComfyClient(server.Url, new ComfyClientOptions { TimeProvider = time });
        await using ComfyRun<RawResult> run = await comfy.StartAsync(new RawWorkflow(GatedServer.Prompt), Token);
        long begun = time.GetTimestamp();

        await comfy.Queue.DeleteAsync([run.PromptId], Token);
        await time.AdvanceUntilAsync(TimeSpan.FromMilliseconds(20), run.Result);

        var lost = await Assert.ThrowsAsync<ComfyRunLostException>(() => run.Result);
        Assert.Equal(RunLostReason.Deleted, lost.Reason);
        Assert.Contains("this client deleted it", lost.Message, StringComparison.Ordinal);
        Assert.InRange(time.GetElapsedTime(begun), TimeSpan.Zero, ComfyClientDefaults.HistoryPollInterval / 2);
    }

    private static async Task<ComfyRun<RawResult>[]> StartAsync(ComfyClient comfy)
    {
        var runs = new List<ComfyRun<RawResult>>();
        foreach (int[] few in Enumerable.Range(0, Runs).Chunk(4))
            runs.AddRange(await Task.WhenAll(few.Select(_ => comfy.StartAsync(new RawWorkflow(GatedServer.Prompt), Token))));
        return [.. runs];
    }

    private static async Task EndAsync(StubServer server, FakeTimeProvider time, ComfyRun<RawResult>[] runs)
    {
        foreach (ComfyRun<RawResult> run in runs)
            server.End(run.PromptId);
        await time.AdvanceUntilAsync(TimeSpan.FromMilliseconds(100), Task.WhenAll(runs.Select(run => run.Result)));
    }
}
