using ComfyTyped.Tests.Replay;
using ComfyTyped.Tests.Retries;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace ComfyTyped.Tests.DependencyInjection;

/// <summary>A resilience handler of the application may retry what it likes: a prompt never runs twice for that.</summary>
public class ResilienceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Recording Success => Recording.Load("0.8.0", "success");

    public static TheoryData<string> Kinds => [.. Spoiling.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_standard_handler_does_not_send_a_prompt_twice(string kind)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Success, new ReplayFaults { AnswerAccepted = context => Spoiling.SpoilAsync(context, kind) });
        await using ServiceProvider services = Build(server, client => client.AddStandardResilienceHandler(Hasten));

        RawResult result = await services.GetRequiredService<ComfyClient>().RunAsync(Success.ToWorkflow(), cancellationToken: Token);

        Assert.Single(result["2"].Images);
        Assert.Single(server.RequestsTo("/api/prompt"));
    }

    [Fact]
    public async Task A_hedging_handler_does_not_send_a_prompt_twice()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Success, new ReplayFaults
        {
            AnswerAccepted = async _ =>
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), Token);
                return false;
            },
        });
        await using ServiceProvider services = Build(server, client => client.AddStandardHedgingHandler().Configure(options => options.Hedging.Delay = TimeSpan.FromMilliseconds(1)));

        RawResult result = await services.GetRequiredService<ComfyClient>().RunAsync(Success.ToWorkflow(), cancellationToken: Token);

        Assert.Single(result["2"].Images);
        Assert.Single(server.RequestsTo("/api/prompt"));
    }

    [Fact]
    public async Task A_handler_retries_reads_below_the_client()
    {
        int count = 0;
        await using ReplayServer server = await ReplayServer.StartAsync(Success, new ReplayFaults
        {
            Answer = context => context.Request.Path == "/api/system_stats" && Interlocked.Increment(ref count) == 1
                ? Spoiling.SpoilAsync(context, "500")
                : Task.FromResult(false),
        });
        await using ServiceProvider services = Build(server, client => client.AddStandardResilienceHandler(Hasten));

        Assert.Equal("0.8.0", (await services.GetRequiredService<ComfyClient>().GetSystemStatsAsync(Token)).System.ComfyUIVersion);
    }

    [Fact]
    public async Task A_refusal_of_a_handler_is_a_failure_of_the_connection()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Success, new ReplayFaults { Answer = context => Spoiling.SpoilAsync(context, "timeout") });
        await using ServiceProvider services = Build(
            server,
            client => client.AddResilienceHandler("impatient", pipeline => pipeline.AddTimeout(TimeSpan.FromMilliseconds(20))));

        var failure = await Assert.ThrowsAsync<ComfyConnectionException>(() => services.GetRequiredService<ComfyClient>().GetSystemStatsAsync(Token));

        Assert.IsType<ExecutionRejectedException>(failure.InnerException, exactMatch: false);
    }

    private static ServiceProvider Build(ReplayServer server, Action<IHttpClientBuilder> resilience)
    {
        var services = new ServiceCollection();
        ComfyClientBuilder client = services.AddComfyClient(options =>
        {
            options.Url = new Uri(server.Url);
            options.HistoryPollInterval = TimeSpan.FromMilliseconds(20);
            options.RequestTimeout = TimeSpan.FromSeconds(1);
            options.Retry = new RetryOptions { Delay = TimeSpan.FromMilliseconds(1) };
        });
        resilience(client.HttpClient);
        return services.BuildServiceProvider();
    }

    private static void Hasten(HttpStandardResilienceOptions options)
    {
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        options.Retry.UseJitter = false;
    }
}
