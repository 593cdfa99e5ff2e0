using ComfyTyped.Testing;

namespace ComfyTyped.Tests.Pool;

/// <summary>A run goes where it can run, and of those where it runs first.</summary>
public class RoutingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_goes_to_a_server_that_has_its_files()
    {
        await using ComfyServer one = await Pools.ServerWithAsync("a.safetensors");
        await using ComfyServer two = await Pools.ServerWithAsync("b.safetensors");
        await using ComfyPool pool = Pools.Of(Pools.Connect(one), Pools.Connect(two));

        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(two.Url, (await RunAsync(pool, Pools.Using("b.safetensors", i))).Url);
            Assert.Equal(one.Url, (await RunAsync(pool, Pools.Using("a.safetensors", i))).Url);
        }
    }

    [Fact]
    public async Task A_run_goes_to_a_server_that_has_its_node_classes()
    {
        await using ComfyServer plain = await ComfyServer.StartAsync(cancellationToken: Token);
        await using GatedServer gated = await GatedServer.StartAsync();
        gated.Open();
        await using ComfyPool pool = Pools.Of(Pools.Connect(plain), gated.Connect());

        Assert.Equal(gated.Url, (await RunAsync(pool, new RawWorkflow(GatedServer.Prompt))).Url);
    }

    [Fact]
    public async Task Each_server_says_why_it_cannot_run_a_workflow()
    {
        await using ComfyServer other = await Pools.ServerWithAsync("a.safetensors");
        ComfyServer dead = await Pools.ServerWithAsync("b.safetensors");
        await dead.DisposeAsync();
        await using ComfyPool pool = Pools.Of(Pools.Connect(other), Pools.Connect(dead));

        var failure = await Assert.ThrowsAsync<NoServerException>(() => pool.RunAsync(Pools.Using("b.safetensors"), cancellationToken: Token));

        Assert.Equal("has no 'b.safetensors' for CheckpointLoaderSimple.ckpt_name", failure.Reasons[other.Url]);
        Assert.StartsWith("is down: ", failure.Reasons[dead.Url], StringComparison.Ordinal);
        Assert.Contains(other.Url.ToString(), failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pool_without_servers_says_so()
    {
        await using ComfyPool pool = Pools.Of();

        var failure = await Assert.ThrowsAsync<NoServerException>(() => pool.RunAsync(Pools.Using("a.safetensors"), cancellationToken: Token));

        Assert.Empty(failure.Reasons);
    }

    [Fact]
    public async Task A_server_that_is_back_is_found_at_once()
    {
        await using GatedServer server = await GatedServer.StartAsync();
        server.Open();
        await server.StopAsync();
        await using ComfyPool pool = Pools.With(options => options.ProbeInterval = options.MaxProbePause = TimeSpan.FromHours(1), server.Connect());
        await Assert.ThrowsAsync<NoServerException>(() => pool.RunAsync(new RawWorkflow(GatedServer.Prompt), cancellationToken: Token));

        await server.StartAgainAsync();

        Assert.Equal(["made"], (await pool.RunAsync(new RawWorkflow(GatedServer.Prompt), cancellationToken: Token))["2"].Texts);
    }

    [Fact]
    public async Task Runs_that_share_a_model_go_where_it_is_loaded()
    {
        await using ComfyServer one = await Pools.ServerWithAsync("a.safetensors", "b.safetensors");
        await using ComfyServer two = await Pools.ServerWithAsync("a.safetensors", "b.safetensors");
        await using ComfyPool pool = Pools.Of(Pools.Connect(one), Pools.Connect(two));
        PoolServer ofA = await RunAsync(pool, Pools.Using("a.safetensors"));
        PoolServer ofB = await RunAsync(pool, Pools.Using("b.safetensors"));

        Assert.NotEqual(ofA, ofB);
        Assert.Equal(["a.safetensors"], ofA.LoadedModels);
        for (int i = 1; i < 4; i++)
        {
            Assert.Equal(ofA, await RunAsync(pool, Pools.Using("a.safetensors", i)));
            Assert.Equal(ofA, await RunAsync(pool, Pools.Using("a.safetensors", i + 10)));
            Assert.Equal(ofB, await RunAsync(pool, Pools.Using("b.safetensors", i)));
        }
    }

    [Fact]
    public async Task No_server_is_idle_for_the_sake_of_a_loaded_model()
    {
        await using GatedServer one = await GatedServer.StartAsync();
        await using GatedServer two = await GatedServer.StartAsync();
        await using ComfyPool pool = Pools.Of(one.Connect(), two.Connect());

        Task<RawResult> first = pool.RunAsync(Gated("a.safetensors"), cancellationToken: Token);
        Task<RawResult> second = pool.RunAsync(Gated("a.safetensors"), cancellationToken: Token);

        await one.EnteredAsync();
        await two.EnteredAsync();
        one.Open();
        two.Open();
        await Task.WhenAll(first, second);
    }

    [Fact]
    public async Task A_refusal_for_lack_of_a_file_sends_the_run_to_another_server()
    {
        var checkpoints = new[] { "a.safetensors" };
        await using GatedServer forgetful = await GatedServer.StartAsync(options => options.Models["checkpoints"] = checkpoints);
        await using ComfyPool pool = Pools.Of(forgetful.Connect());
        await RunAsync(pool, Pools.Using("a.safetensors"));
        checkpoints = ["b.safetensors"];
        await forgetful.StopAsync();
        await forgetful.StartAgainAsync();

        await Assert.ThrowsAsync<PromptPartlyRejectedException>(() => pool.RunAsync(Pools.Using("a.safetensors", 1), cancellationToken: Token));
        await using ComfyServer other = await Pools.ServerWithAsync("a.safetensors");
        await pool.AddAsync(Pools.Connect(other), Token);

        Assert.Equal(other.Url, (await RunAsync(pool, Pools.Using("a.safetensors", 2))).Url);
    }

    [Fact]
    public async Task A_check_is_that_of_the_server_that_suits_best()
    {
        await using ComfyServer one = await Pools.ServerWithAsync("a.safetensors");
        await using ComfyServer two = await Pools.ServerWithAsync("b.safetensors");
        await using ComfyPool pool = Pools.Of(Pools.Connect(one), Pools.Connect(two));

        Assert.DoesNotContain(await pool.CheckAsync(Pools.Using("b.safetensors"), Token), problem => problem.Kind == ValidationProblemKind.NotAnOption);
        Assert.Contains(await pool.CheckAsync(Pools.Using("c.safetensors"), Token), problem => problem.Kind == ValidationProblemKind.NotAnOption);
    }

    private static RawWorkflow Gated(string checkpoint) => new(
        $$"""
        {
          "1": { "class_type": "Gated", "inputs": { "value": "{{checkpoint}}" } },
          "2": { "class_type": "PreviewAny", "inputs": { "source": ["1", 0] } }
        }
        """);

    private static async Task<PoolServer> RunAsync(ComfyPool pool, RawWorkflow workflow) =>
        await Pools.ServerOfAsync(pool, await pool.RunAsync(workflow, cancellationToken: Token));
}
