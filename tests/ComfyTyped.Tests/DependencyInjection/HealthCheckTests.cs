using ComfyTyped.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ComfyTyped.Tests.DependencyInjection;

public class HealthCheckTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_answers_is_healthy_and_one_that_does_not_is_what_it_is_said_to_be()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddComfyClient(options => options.Url = server.Url);
        services.AddComfyClient("gone", options => options.Url = new Uri("http://127.0.0.1:1"));
        services.AddHealthChecks().AddComfy().AddComfy("gone", failureStatus: HealthStatus.Degraded, tags: ["gpu"]);
        await using ServiceProvider provider = services.BuildServiceProvider();

        HealthReport report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(Token);

        HealthReportEntry up = report.Entries["comfy"];
        Assert.Equal((HealthStatus.Healthy, "ComfyUI 0.8.0"), (up.Status, up.Description));
        Assert.Equal((0, "0.8.0"), (up.Data["queue_remaining"], up.Data["comfyui_version"]));
        HealthReportEntry down = report.Entries["comfy-gone"];
        Assert.Equal(HealthStatus.Degraded, down.Status);
        Assert.IsType<ComfyConnectionException>(down.Exception);
        Assert.Equal(["gpu"], down.Tags);
    }
}
