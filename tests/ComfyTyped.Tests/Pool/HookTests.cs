using ComfyTyped.Tests.Batches;

namespace ComfyTyped.Tests.Pool;

/// <summary>Code of the application that throws or hangs takes nothing from the pool: no place on a server, no other run, and not its end.</summary>
public class HookTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_handler_that_throws_is_logged_and_the_others_are_called()
    {
        var notes = new LogNotes();
        await using GatedServer server = await GatedServer.StartAsync();
        await using ComfyPool pool = Pools.With(options => options.LoggerFactory = notes);
        var called = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        pool.ServerChanged += (_, _) => throw new InvalidTimeZoneException("handler");
        pool.ServerChanged += (_, _) => called.TrySetResult();

        await pool.AddAsync(server.Connect(), Token);
        await called.Task.WaitAsync(Token);

        Assert.IsType<InvalidTimeZoneException>(notes.Exceptions("HandlerFailed").First());
    }

    [Fact]
    public async Task A_handler_that_hangs_holds_up_no_run_and_not_the_end_of_the_pool()
    {
        using var released = new ManualResetEventSlim();
        using var called = new SemaphoreSlim(0);
        await using GatedServer server = await GatedServer.StartAsync();
        server.Open();
        ComfyPool pool = Pools.Of();
        pool.ServerChanged += (_, _) =>
        {
            called.Release();
            released.Wait(CancellationToken.None);
        };
        await pool.AddAsync(server.Connect(), Token);
        await called.WaitAsync(Token);

        Assert.Equal(["made"], (await pool.RunAsync(new RawWorkflow(GatedServer.Prompt), cancellationToken: Token))["2"].Texts);
        await pool.DisposeAsync();
        released.Set();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_message_handler_that_hangs_holds_up_no_other_server_and_not_the_end_of_the_pool(bool blocks)
    {
        using var released = new ManualResetEventSlim();
        await using GatedServer server = await GatedServer.StartAsync();
        server.Open();
        ComfyPool pool = Pools.With(
            options => options.ProbeTimeout = TimeSpan.FromSeconds(2),
            new ComfyClient("http://127.0.0.1:1", new ComfyClientOptions { HttpMessageHandler = new Hanging(blocks ? released : null) }),
            server.Connect());

        Assert.Equal(["made"], (await pool.RunAsync(new RawWorkflow(GatedServer.Prompt), cancellationToken: Token))["2"].Texts);
        await Pools.UntilAsync(pool, () => pool.Servers[0].State == PoolServerState.Down);

        await pool.DisposeAsync();
        released.Set();
    }

    [Fact]
    public async Task A_handler_of_a_client_that_hangs_does_not_hide_from_the_pool_that_the_server_is_gone()
    {
        using var released = new ManualResetEventSlim();
        await using GatedServer one = await GatedServer.StartAsync();
        await using GatedServer two = await GatedServer.StartAsync();
        var line = new SeverableHandler();
        await using ComfyPool pool = Pools.With(options => options.ProbeInterval = TimeSpan.FromHours(1), one.Connect(options =>
        {
            options.HttpMessageHandler = line;
            options.UnreachableTimeout = TimeSpan.FromHours(1);
        }));
        pool.Servers[0].Client.ConnectionChanged += (_, _) => released.Wait(CancellationToken.None);
        Task<RawResult> run = pool.RunAsync(new RawWorkflow(GatedServer.Prompt), cancellationToken: Token);
        await one.EnteredAsync();
        await pool.AddAsync(two.Connect(), Token);

        // Before the socket drops: a server that is just going down may answer once more.
        line.Sever();
        await one.StopAsync();
        await two.EnteredAsync();
        two.Open();

        Assert.Equal(["made"], (await run)["2"].Texts);
        released.Set();
    }

    [Fact]
    public async Task A_handler_of_a_client_that_throws_is_logged_and_the_others_are_called()
    {
        var notes = new LogNotes();
        await using GatedServer server = await GatedServer.StartAsync();
        server.Open();
        await using ComfyClient comfy = server.Connect(options => options.LoggerFactory = notes);
        var called = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        comfy.ConnectionChanged += (_, _) => throw new InvalidTimeZoneException("handler");
        comfy.ConnectionChanged += (_, _) => called.TrySetResult();

        await comfy.RunAsync(new RawWorkflow(GatedServer.Prompt), cancellationToken: Token);
        await called.Task.WaitAsync(Token);

        Assert.IsType<InvalidTimeZoneException>(notes.Exceptions("HandlerFailed").First());
    }

    [Fact]
    public async Task What_throws_while_a_run_is_sent_gives_its_place_back()
    {
        await using GatedServer server = await GatedServer.StartAsync();
        server.Open();
        await using ComfyPool pool = Pools.With(options => options.MaxRunsPerServer = 1, server.Connect());

        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => pool.RunAsync(
            new RawWorkflow(GatedServer.Prompt), new RunOptions { Submitting = _ => throw new InvalidTimeZoneException("hook") }, cancellationToken: Token));

        Assert.Equal(0, pool.Servers[0].Runs);
        Assert.Equal(["made"], (await pool.RunAsync(new RawWorkflow(GatedServer.Prompt), cancellationToken: Token))["2"].Texts);
    }

    [Fact]
    public async Task A_server_that_is_removed_while_the_pool_is_disposed_is_gone_once()
    {
        await using GatedServer server = await GatedServer.StartAsync();
        ComfyPool pool = Pools.Of(server.Connect());
        Task<RawResult> run = pool.RunAsync(new RawWorkflow(GatedServer.Prompt), cancellationToken: Token);
        await server.EnteredAsync();
        Task removing = pool.RemoveAsync(pool.Servers[0], cancellationToken: Token);
        Task again = pool.RemoveAsync(pool.Servers[0], cancellationToken: Token);

        await Task.WhenAll(pool.DisposeAsync().AsTask(), pool.DisposeAsync().AsTask());

        await Task.WhenAll(removing, again);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pool.AddAsync(server.Connect(), Token));
    }

    private sealed class Hanging(ManualResetEventSlim? released) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            released?.Wait(CancellationToken.None);
            return new TaskCompletionSource<HttpResponseMessage>().Task;
        }
    }
}
