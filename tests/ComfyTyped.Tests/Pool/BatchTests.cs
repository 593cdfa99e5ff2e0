using ComfyTyped.Testing;
using ComfyTyped.Tests.Workflows.Files;

namespace ComfyTyped.Tests.Pool;

/// <summary>A batch has each of its results, once, whatever happens to the servers.</summary>
public class BatchTests
{
    private const int Runs = 60;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_batch_loses_nothing_when_one_of_three_servers_dies()
    {
        ComfyServer[] servers = [await StartAsync(), await StartAsync(), await StartAsync()];
        await using ComfyPool pool = Pools.Of(servers.Select(server => Pools.Connect(server)));
        int done = 0;
        var isUnderWay = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var moves = 0;

        Task<(ulong? Seed, string PromptId, bool IsThere)>[] runs = [.. Enumerable.Range(0, Runs).Select(RunAsync)];
        await isUnderWay.Task.WaitAsync(Token);
        while (pool.Servers[1].Runs == 0 && !Array.TrueForAll(runs, run => run.IsCompleted))
            await Task.Delay(1, Token);
        await servers[1].DisposeAsync();
        (ulong? Seed, string PromptId, bool IsThere)[] results = await Task.WhenAll(runs);

        Assert.Equal(Enumerable.Range(0, Runs).Select(i => (ulong?)i), results.Select(result => result.Seed));
        Assert.Distinct(results.Select(result => result.PromptId));
        Assert.All(results, result => Assert.True(result.IsThere));
        Assert.True(moves > 0);
        Assert.Equal(PoolServerState.Down, pool.Servers[1].State);
        Assert.Equal(0, pool.Servers.Sum(server => server.Runs));
        await servers[0].DisposeAsync();
        await servers[2].DisposeAsync();

        async Task<(ulong? Seed, string PromptId, bool IsThere)> RunAsync(int seed)
        {
            var workflow = new TextToImage { KSampler = { Seed = seed, Steps = 2 }, EmptyLatentImage = { Width = 16, Height = 16 } };
            double fraction = 0;
            int outputs = 0;
            TextToImage.Result result = await pool.RunAsync(
                workflow,
                on => on
                    .Executed(workflow.SaveImage, _ => outputs++)
                    .Progress(progress =>
                    {
                        Assert.True(progress.Fraction >= fraction);
                        fraction = progress.Fraction;
                    })
                    .Event(item => Interlocked.Add(ref moves, item is RunMovedEvent ? 1 : 0)),
                Token);
            if (Interlocked.Increment(ref done) == Runs / 4)
                isUnderWay.SetResult();
            return (result.SeedOf(workflow.KSampler), result.PromptId, result.SaveImage.Images.Count == 1 && outputs == 1 && fraction == 1);
        }
    }

    [Fact]
    public async Task A_server_that_is_added_gets_work()
    {
        await using GatedServer busy = await GatedServer.StartAsync();
        await using GatedServer added = await GatedServer.StartAsync();
        await using ComfyPool pool = Pools.Of(busy.Connect());
        Task<RawResult>[] runs = [.. Enumerable.Range(0, 4).Select(_ => pool.RunAsync(new RawWorkflow(GatedServer.Prompt), cancellationToken: Token))];
        await busy.EnteredAsync();

        PoolServer server = await pool.AddAsync(added.Connect(), Token);
        await added.EnteredAsync();

        Assert.Equal(2, server.Runs);
        added.Open();
        busy.Open();
        await Task.WhenAll(runs);
    }

    [Fact]
    public async Task No_server_has_more_runs_than_it_may()
    {
        await using GatedServer server = await GatedServer.StartAsync();
        await using ComfyPool pool = Pools.With(options => options.MaxRunsPerServer = 3, server.Connect());
        Task<RawResult>[] runs = [.. Enumerable.Range(0, 7).Select(_ => pool.RunAsync(new RawWorkflow(GatedServer.Prompt), cancellationToken: Token))];
        await server.EnteredAsync();

        Assert.True(await pool.Servers[0].Client.Queue.CountAsync(Token) <= 3);

        server.Open();
        await Task.WhenAll(runs);
    }

    private static Task<ComfyServer> StartAsync() => ComfyServer.StartAsync(options => options.StepDelay = TimeSpan.FromMilliseconds(5), Token);
}
