using Microsoft.Extensions.Time.Testing;

namespace ComfyTyped.Tests.Pool;

/// <summary>The time limits of a run hold for all servers together, and while it waits for one.</summary>
public class LimitTests
{
    /// <summary>So long that the small steps in which the clock moves meanwhile do not matter.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromHours(1);

    /// <summary>The other limits are none of these tests.</summary>
    private static readonly TimeSpan Never = TimeSpan.FromDays(1);

    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RunTimeout_is_for_all_servers_together(bool isOfClient)
    {
        await using GatedServer one = await GatedServer.StartAsync();
        await using GatedServer two = await GatedServer.StartAsync();
        await using ComfyClient direct = two.Connect();
        await using ComfyPool pool = Pool(Connect(one, options => options.RunTimeout = isOfClient ? Limit : null));
        Task<RawResult> run = RunAsync(pool, new RunOptions { RunTimeout = isOfClient ? null : Limit });
        await one.EnteredAsync();
        await pool.AddAsync(Connect(two, options => options.RunTimeout = isOfClient ? Limit : null), Token);

        _time.Advance(Limit / 3 * 2);
        await one.StopAsync();
        await SoonAsync(two.EnteredAsync());
        Assert.False(run.IsCompleted);
        _time.Advance(Limit / 3);

        var passed = await Assert.ThrowsAsync<ComfyRunTimeoutException>(() => run);
        Assert.Equal((RunTimeoutReason.Run, Limit), (passed.Reason, passed.Limit));
        Assert.NotEmpty(passed.PromptId);
        Assert.Equal(0, await direct.Queue.CountAsync(Token));
        Assert.Equal(0, pool.Servers.Sum(server => server.Runs));
        await Pools.EndAsync(pool, _time);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RunTimeout_ends_a_run_that_waits_for_room(bool isOfClient)
    {
        await using GatedServer server = await GatedServer.StartAsync();
        await using ComfyPool pool = Pool(Connect(server, options => options.RunTimeout = isOfClient ? Limit : null));
        Task<RawResult> first = RunAsync(pool, new RunOptions { RunTimeout = Timeout.InfiniteTimeSpan });
        await server.EnteredAsync();
        Task<RawResult> second = RunAsync(pool, new RunOptions { RunTimeout = isOfClient ? null : Limit });

        await _time.AdvanceUntilAsync(TimeSpan.FromMinutes(1), second);

        var passed = await Assert.ThrowsAsync<ComfyRunTimeoutException>(() => second);
        Assert.Equal((RunTimeoutReason.Run, Limit, ""), (passed.Reason, passed.Limit, passed.PromptId));
        server.Open();
        await SoonAsync(first);
        Assert.Equal(["made"], (await first)["2"].Texts);
    }

    [Fact]
    public async Task RunTimeout_ends_a_run_that_was_lost_and_waits_for_a_server_and_tells_how_it_was_lost()
    {
        HeldRequests prompts = HeldRequests.Prompts();
        await using GatedServer one = await GatedServer.StartAsync();
        await using GatedServer two = await GatedServer.StartAsync();
        await using ComfyPool pool = Pool(Connect(one));
        Task<RawResult> run = RunAsync(pool, new RunOptions { RunTimeout = Limit });
        await one.EnteredAsync();
        await pool.AddAsync(Connect(two, options => options.HttpMessageHandler = prompts), Token);
        prompts.Hold();
        await one.StopAsync();
        await SoonAsync(prompts.HeldAsync());

        await _time.AdvanceUntilAsync(TimeSpan.FromMinutes(1), run);

        var passed = await Assert.ThrowsAsync<ComfyRunTimeoutException>(() => run);
        Assert.Equal(RunTimeoutReason.Run, passed.Reason);
        Assert.IsType<ComfyRunLostException>(passed.InnerException);
        prompts.Release();
        await Pools.EndAsync(pool, _time);
    }

    [Fact]
    public async Task QueueTimeout_counts_the_wait_in_the_pool()
    {
        await using GatedServer server = await GatedServer.StartAsync();
        await using ComfyPool pool = Pool(Connect(server));
        Task<RawResult> first = RunAsync(pool, new RunOptions());
        await server.EnteredAsync();
        Task<RawResult> second = RunAsync(pool, new RunOptions { QueueTimeout = Limit });

        await _time.AdvanceUntilAsync(TimeSpan.FromMinutes(1), second);

        var passed = await Assert.ThrowsAsync<ComfyRunTimeoutException>(() => second);
        Assert.Equal((RunTimeoutReason.Queue, Limit), (passed.Reason, passed.Limit));
        server.Open();
        await SoonAsync(first);
    }

    [Fact]
    public async Task QueueTimeout_leaves_the_server_what_the_pool_did_not_use()
    {
        await using GatedServer server = await GatedServer.StartAsync();
        await using ComfyClient direct = server.Connect();
        await using ComfyPool pool = Pool(Connect(server));
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task<RawResult> first = pool.RunAsync(new RawWorkflow(GatedServer.Prompt), cancellationToken: cancel.Token);
        await server.EnteredAsync();
        Task<RawResult> others = direct.RunAsync(new RawWorkflow(GatedServer.Prompt), cancellationToken: Token);
        Task<RawResult> second = RunAsync(pool, new RunOptions { QueueTimeout = Limit });
        await WaitingAsync(direct, 1);

        _time.Advance(Limit / 3 * 2);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await SoonAsync(server.EnteredAsync());
        await SoonAsync(WaitingAsync(direct, 1));
        Assert.False(second.IsCompleted);
        _time.Advance(Limit / 3);

        var passed = await Assert.ThrowsAsync<ComfyRunTimeoutException>(() => second);
        Assert.Equal((RunTimeoutReason.Queue, Limit), (passed.Reason, passed.Limit));
        server.Open();
        await others;
    }

    /// <summary>Lets the clock move a little while something happens: a server that is just going down may answer a probe before it is gone.</summary>
    private async Task SoonAsync(Task end)
    {
        await _time.AdvanceUntilAsync(TimeSpan.FromMilliseconds(10), end);
        await end;
    }

    private static async Task WaitingAsync(ComfyClient direct, int count)
    {
        while ((await direct.Queue.GetAsync(Token)).Pending.Count < count)
            await Task.Delay(5, Token);
    }

    private static Task<RawResult> RunAsync(ComfyPool pool, RunOptions options) => pool.RunAsync(new RawWorkflow(GatedServer.Prompt), options, cancellationToken: Token);

    private ComfyPool Pool(ComfyClient client) => Pools.With(
        options =>
        {
            options.MaxRunsPerServer = 1;
            options.TimeProvider = _time;
            options.ProbeTimeout = options.UnreachableTimeout = Never;
        },
        client);

    private ComfyClient Connect(GatedServer server, Action<ComfyClientOptions>? configure = null) => server.Connect(options =>
    {
        options.TimeProvider = _time;
        options.ConnectTimeout = options.RequestTimeout = options.UnreachableTimeout = Never;
        configure?.Invoke(options);
    });
}
