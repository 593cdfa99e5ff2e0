using System.Net;
using ComfyTyped.Pool;

namespace ComfyTyped.Tests.Pool;

/// <summary>A server that has lost a run gets no other one before it has answered again, and what was wrong first is what a run fails with.</summary>
public class LossTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_an_answer_to_a_probe_that_began_after_a_loss_clears_a_server()
    {
        var options = new ComfyPoolOptions();
        var router = new Router(options);
        await using var client = new ComfyClient("http://127.0.0.1:1");
        var server = new PoolServer(client, options);
        router.Add(server);
        router.OnAnswer(server, 0, server.Status.Losses);
        Assert.True(server.Status.HasRoom(1));

        int probe = server.Status.Losses;
        router.OnLoss(server, "It has lost a run.");
        router.OnAnswer(server, 0, probe);

        Assert.Equal(PoolServerState.Up, server.State);
        Assert.False(server.Status.HasRoom(1));
        Assert.Equal("has not answered a probe since it failed: It has lost a run.", new Placement(new RunNeeds([], [], new HashSet<string>())).FitOf(server).Obstacle);
        router.OnAnswer(server, 0, server.Status.Losses);
        Assert.True(server.Status.HasRoom(1));

        // Runs that are still there are told when it is down after all.
        router.OnLoss(server, "It has lost a run.");
        Task changed = router.Changed;
        router.OnDown(server, "Nothing listens.");
        Assert.True(changed.IsCompleted);
    }

    [Fact]
    public async Task A_run_that_the_next_server_refuses_fails_with_how_it_was_lost()
    {
        await using GatedServer one = await GatedServer.StartAsync();
        await using GatedServer two = await GatedServer.StartAsync();
        await using ComfyPool pool = Pools.With(options => options.UnreachableTimeout = TimeSpan.FromMilliseconds(100), one.Connect());
        await using ComfyRun<RawResult> run = await pool.StartAsync(new RawWorkflow(GatedServer.Prompt), Token);
        await one.EnteredAsync();
        await pool.AddAsync(two.Connect(options => options.HttpMessageHandler = new Refusing()), Token);

        await one.StopAsync();

        var failure = await Assert.ThrowsAsync<NoServerException>(() => run.Result);
        Assert.Contains("is down", Assert.IsType<ComfyRunLostException>(failure.InnerException).Message, StringComparison.Ordinal);
        Assert.StartsWith("did not take it: ", failure.Reasons[two.Url], StringComparison.Ordinal);
        Assert.Equal(0, pool.Servers.Sum(server => server.Runs));
    }

    [Fact]
    public async Task A_run_that_no_server_takes_fails_with_the_first_refusal()
    {
        await using GatedServer one = await GatedServer.StartAsync();
        await using GatedServer two = await GatedServer.StartAsync();
        await using ComfyPool pool = Pools.Of(
            one.Connect(options => options.HttpMessageHandler = new Refusing()),
            two.Connect(options => options.HttpMessageHandler = new Refusing()));

        var failure = await Assert.ThrowsAsync<NoServerException>(() => pool.RunAsync(new RawWorkflow(GatedServer.Prompt), cancellationToken: Token));

        Assert.Equal(HttpStatusCode.Forbidden, Assert.IsType<ComfyServerException>(failure.InnerException).StatusCode);
        Assert.Equal(2, failure.Reasons.Count);
        Assert.Equal(0, pool.Servers.Sum(server => server.Runs));
    }

    [Fact]
    public async Task Runs_that_wait_in_the_pool_survive_a_restart_of_its_only_server()
    {
        await using GatedServer server = await GatedServer.StartAsync();
        await using ComfyPool pool = Pools.With(options => options.MaxRunsPerServer = 1, server.Connect());
        Task<RawResult>[] runs = [.. Enumerable.Range(0, 3).Select(_ => pool.RunAsync(new RawWorkflow(GatedServer.Prompt), cancellationToken: Token))];
        await server.EnteredAsync();

        await server.StopAsync();
        await Pools.UntilAsync(pool, () => pool.Servers[0].State == PoolServerState.Down);
        await server.StartAgainAsync();
        server.Open();

        Assert.All(await Task.WhenAll(runs), result => Assert.Equal(["made"], result["2"].Texts));
    }

    /// <summary>A proxy that lets nobody run anything.</summary>
    private sealed class Refusing() : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.Method == HttpMethod.Post && request.RequestUri!.AbsolutePath == "/api/prompt"
                ? Task.FromResult(new HttpResponseMessage(HttpStatusCode.Forbidden) { RequestMessage = request })
                : base.SendAsync(request, cancellationToken);
    }
}
