using ComfyTyped.Pool;
using ComfyTyped.Testing;
using ComfyTyped.Tests.Batches;
using ComfyTyped.Tests.Server;
using Microsoft.Extensions.Time.Testing;

namespace ComfyTyped.Tests.Pool;

/// <summary>A server is told to drop what the pool is done with, within bounds, and what it was not told of is logged.</summary>
public class AbandonedRunsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly LogNotes _notes = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_is_told_again_with_growing_pauses_until_it_has_taken_note()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        var line = new SeverableHandler();
        var traffic = new Traffic { InnerHandler = line };
        await using var client = new ComfyClient(server.Url, new ComfyClientOptions { HttpMessageHandler = traffic, Retry = new RetryOptions { MaxRetries = 0 } });
        var abandoned = new AbandonedRuns(client, _time, _notes);
        abandoned.Add(Guid.NewGuid().ToString());
        line.IsSevered = true;
        var told = new List<int>();
        for (int second = 0; second <= 200; second++)
        {
            int before = traffic.Sent.Count;
            Assert.Equal(0, await abandoned.DropAsync(Token));
            if (traffic.Sent.Count > before)
                told.Add(second);
            _time.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.Equal([0, 1, 3, 7, 15, 31, 63, 123, 183], told);

        line.IsSevered = false;
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await abandoned.DropAsync(Token));

        int sent = traffic.Sent.Count;
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, await abandoned.DropAsync(Token));
        await abandoned.CloseAsync();
        Assert.Equal(sent, traffic.Sent.Count);
        Assert.Empty(_notes.Lines("RunLeftBehind"));
    }

    [Fact]
    public async Task There_are_not_more_of_them_than_the_limit_and_none_is_older_than_the_limit()
    {
        await using var client = new ComfyClient("http://127.0.0.1:1", new ComfyClientOptions { Retry = new RetryOptions { MaxRetries = 0 } });
        var abandoned = new AbandonedRuns(client, _time, _notes);
        for (int i = 0; i <= ComfyPoolDefaults.MaxAbandonedRuns; i++)
            abandoned.Add($"run-{i}");
        Assert.Contains("run-0 ", Assert.Single(_notes.Lines("RunLeftBehind")), StringComparison.Ordinal);

        Assert.Equal(0, await abandoned.DropAsync(Token));
        _time.Advance(ComfyPoolDefaults.AbandonedRunLifetime);
        Assert.Equal(0, await abandoned.DropAsync(Token));

        Assert.Equal(ComfyPoolDefaults.MaxAbandonedRuns + 1, _notes.Lines("RunLeftBehind").Distinct().Count());
        await abandoned.CloseAsync();
        Assert.Equal(ComfyPoolDefaults.MaxAbandonedRuns + 1, _notes.Lines("RunLeftBehind").Count());
    }

    [Fact]
    public async Task A_pool_that_is_disposed_logs_what_it_could_not_take_back()
    {
        await using GatedServer one = await GatedServer.StartAsync();
        await using GatedServer two = await GatedServer.StartAsync();
        ComfyPool pool = Pools.With(options => options.LoggerFactory = _notes, one.Connect());
        await using ComfyRun<RawResult> run = await pool.StartAsync(new RawWorkflow(GatedServer.Prompt), Token);
        string promptId = run.PromptId;
        await one.EnteredAsync();
        await pool.AddAsync(two.Connect(), Token);
        await one.StopAsync();
        await two.EnteredAsync();

        await pool.DisposeAsync();

        Assert.Contains(promptId, Assert.Single(_notes.Lines("RunLeftBehind")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pool_that_is_disposed_tells_a_server_that_is_back_before_it_was_probed()
    {
        HeldRequests probes = HeldRequests.Probes();
        await using GatedServer one = await GatedServer.StartAsync();
        await using GatedServer two = await GatedServer.StartAsync();
        await using ComfyClient direct = one.Connect();
        ComfyPool pool = Pools.With(options => options.LoggerFactory = _notes, one.Connect(options => options.HttpMessageHandler = probes));
        await using ComfyRun<RawResult> run = await pool.StartAsync(new RawWorkflow(GatedServer.Prompt), Token);
        await one.EnteredAsync();
        await pool.AddAsync(two.Connect(), Token);
        probes.Hold();
        pool.Servers[0].Abandoned.Add(run.PromptId);

        await pool.DisposeAsync();

        Assert.Equal(0, await direct.Queue.CountAsync(Token));
        Assert.Empty(_notes.Lines("RunLeftBehind"));
    }
}
