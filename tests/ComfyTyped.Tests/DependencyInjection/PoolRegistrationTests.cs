using ComfyTyped.Testing;
using ComfyTyped.Tests.Pool;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ComfyTyped.Tests.DependencyInjection;

public class PoolRegistrationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pool_of_the_services_runs_workflows_on_its_servers()
    {
        await using ComfyServer one = await Pools.ServerWithAsync("a.safetensors");
        await using ComfyServer two = await Pools.ServerWithAsync("b.safetensors");
        IConfiguration section = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Servers:two:Url"] = two.Url.ToString() }).Build();
        var services = new ServiceCollection();
        services.AddComfyPool(section).AddServer("one", options => options.Url = one.Url);
        services.AddHealthChecks().AddComfyPool();
        await using ServiceProvider provider = services.BuildServiceProvider();
        var pool = provider.GetRequiredService<ComfyPool>();

        await provider.GetRequiredService<IComfyClient>().RunAsync(Pools.Using("a.safetensors"), cancellationToken: Token);

        Assert.Same(pool, provider.GetRequiredService<IComfyClient>());
        Assert.Equal([two.Url, one.Url], pool.Servers.Select(server => server.Url));
        Assert.Same(provider.GetRequiredKeyedService<ComfyClient>("one"), pool.Servers[1].Client);
        HealthReport report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(Token);
        Assert.Equal(HealthStatus.Healthy, report.Status);
        Assert.Equal(2, report.Entries["comfy-pool"].Data.Count);
    }

    [Fact]
    public async Task A_pool_is_degraded_while_only_some_of_its_servers_answer()
    {
        await using ComfyServer alive = await ComfyServer.StartAsync(cancellationToken: Token);
        ComfyServer dead = await ComfyServer.StartAsync(cancellationToken: Token);
        await dead.DisposeAsync();
        var services = new ServiceCollection();
        services.AddComfyPool().AddServer("alive", options => options.Url = alive.Url).AddServer("dead", options => options.Url = dead.Url);
        services.AddHealthChecks().AddComfyPool();
        await using ServiceProvider provider = services.BuildServiceProvider();
        var pool = provider.GetRequiredService<ComfyPool>();
        await Pools.UntilAsync(pool, () => pool.Servers.All(server => server.State != PoolServerState.Unknown));

        HealthReport report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(Token);

        Assert.Equal(HealthStatus.Degraded, report.Status);
        Assert.Equal("Down", report.Entries["comfy-pool"].Data[dead.Url.ToString()]);
    }

    [Fact]
    public async Task Options_of_no_use_fail_the_start_of_the_host()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddComfyPool(options => options.MaxRunsPerServer = 0);
        using IHost host = builder.Build();

        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Token));

        Assert.Contains("ComfyPool", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_single_client_is_resolved_by_its_interface()
    {
        var services = new ServiceCollection();
        services.AddComfyClient(options => options.Url = new Uri("http://one:8188"));
        await using ServiceProvider provider = services.BuildServiceProvider();

        Assert.Same(provider.GetRequiredService<ComfyClient>(), provider.GetRequiredService<IComfyClient>());
    }
}
