using ComfyTyped.Options;
using Microsoft.Extensions.Time.Testing;

namespace ComfyTyped.Tests.Pool;

/// <summary>A run that is left to its server is on the server that its handle names.</summary>
public class DetachTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_that_is_detached_while_it_moves_arrives_and_its_handle_names_where()
    {
        HeldRequests prompts = HeldRequests.Prompts();
        await using GatedServer one = await GatedServer.StartAsync();
        await using GatedServer two = await GatedServer.StartAsync();
        await using ComfyClient direct = two.Connect();
        await using ComfyPool pool = Pools.Of(one.Connect());
        await using ComfyRun<RawResult> run = await StartMovingAsync(pool, one, two.Connect(options => options.HttpMessageHandler = prompts), prompts, null, Token);

        Task detaching = run.DetachAsync();
        prompts.Release();
        await detaching;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.Result);
        await two.EnteredAsync();
        Assert.Equal(two.Url.AbsoluteUri, RunHandle.Parse(run.Handle).Server);
        Assert.Equal(run.PromptId, Assert.Single((await direct.Queue.GetAsync(Token)).Running).PromptId);
        Assert.Equal(0, pool.Servers.Sum(server => server.Runs));
        await using ComfyRun<RawResult> resumed = await pool.ResumeAsync(new RawWorkflow(GatedServer.Prompt), run.Handle, Token);
        two.Open();
        Assert.Equal(["made"], (await resumed.Result)["2"].Texts);
    }

    [Fact]
    public async Task A_run_that_does_not_arrive_in_time_goes_on_and_is_followed()
    {
        var time = new FakeTimeProvider();
        HeldRequests prompts = HeldRequests.Prompts();
        await using GatedServer one = await GatedServer.StartAsync();
        await using GatedServer two = await GatedServer.StartAsync();
        await using ComfyPool pool = Pools.With(options => options.TimeProvider = time, one.Connect());
        await using ComfyRun<RawResult> run = await StartMovingAsync(pool, one, two.Connect(options => options.HttpMessageHandler = prompts), prompts, time, Token);

        Task detaching = run.DetachAsync();
        await time.AdvanceUntilAsync(TimeSpan.FromSeconds(1), detaching);

        await Assert.ThrowsAsync<TimeoutException>(() => detaching);
        prompts.Release();
        await two.EnteredAsync();
        two.Open();
        Assert.Equal(["made"], (await run.Result)["2"].Texts);
        await Pools.EndAsync(pool, time);
    }

    [Fact]
    public async Task A_run_that_is_detached_stays_where_it_is_when_its_server_dies()
    {
        await using GatedServer one = await GatedServer.StartAsync();
        await using GatedServer two = await GatedServer.StartAsync();
        await using ComfyPool pool = Pools.Of(one.Connect());
        await using ComfyRun<RawResult> run = await pool.StartAsync(new RawWorkflow(GatedServer.Prompt), Token);
        await one.EnteredAsync();
        await pool.AddAsync(two.Connect(), Token);

        await run.DetachAsync();
        await one.StopAsync();
        await Pools.UntilAsync(pool, () => pool.Servers[0].State == PoolServerState.Down);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.Result);
        Assert.Equal(one.Url.AbsoluteUri, RunHandle.Parse(run.Handle).Server);
        Assert.Equal(0, await pool.Servers[1].Client.Queue.CountAsync(Token));
    }

    [Theory]
    [InlineData("token")]
    [InlineData("CancelAsync")]
    [InlineData("DisposeAsync")]
    public async Task A_run_that_is_cancelled_while_it_moves_is_on_no_server_though_its_prompt_comes_late(string how)
    {
        HeldRequests prompts = HeldRequests.Prompts();
        await using GatedServer one = await GatedServer.StartAsync();
        await using GatedServer two = await GatedServer.StartAsync();
        await using ComfyClient direct = two.Connect();
        await using ComfyPool pool = Pools.Of(one.Connect());
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        ComfyRun<RawResult> run = await StartMovingAsync(pool, one, two.Connect(options => options.HttpMessageHandler = prompts), prompts, null, cancel.Token);

        Task cancelling = how switch
        {
            "token" => cancel.CancelAsync(),
            "CancelAsync" => run.CancelAsync(),
            _ => run.DisposeAsync().AsTask(),
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.Result);
        await cancelling;
        prompts.Release();
        await prompts.ArrivedAsync();

        while (await direct.Queue.CountAsync(Token) > 0)
            await Task.Delay(5, Token);
        Assert.Equal(0, pool.Servers.Sum(server => server.Runs));
    }

    /// <summary>Starts a run on a server that dies, so that it is on the way to another one, which gets its prompt when it is released.</summary>
    private static async Task<ComfyRun<RawResult>> StartMovingAsync(ComfyPool pool, GatedServer from, ComfyClient to, HeldRequests prompts, FakeTimeProvider? time, CancellationToken cancellationToken)
    {
        ComfyRun<RawResult> run = await pool.StartAsync(new RawWorkflow(GatedServer.Prompt), cancellationToken);
        await from.EnteredAsync();
        await pool.AddAsync(to, Token);
        prompts.Hold();
        await from.StopAsync();
        Task held = prompts.HeldAsync();
        if (time is not null)
            await time.AdvanceUntilAsync(TimeSpan.FromMilliseconds(10), held);
        await held;
        return run;
    }
}
