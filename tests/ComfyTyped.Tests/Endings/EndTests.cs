using ComfyTyped.Tests.Workflows.Files;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace ComfyTyped.Tests.Endings;

/// <summary>Every stage of a run is under its time limits, whatever the server does not do.</summary>
public class EndTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Stages => ["/api/upload/image", "/ws", "/api/prompt"];

    [Theory]
    [MemberData(nameof(Stages))]
    public async Task A_stage_that_is_never_answered_ends_with_the_limit_of_the_run(string path)
    {
        await using StubServer server = await StubServer.StartAsync();
        server.Intercept = context => StallAsync(context, path);
        await using var comfy = new ComfyClient(server.Url, new ComfyClientOptions { RunTimeout = Short });
        var workflow = new ImageUpscale { LoadImage = { Image = LocalFile.Of(new byte[] { 1, 2, 3 }, "a.png") } };

        var late = await Assert.ThrowsAsync<ComfyRunTimeoutException>(() => comfy.RunAsync(workflow, cancellationToken: Token));

        Assert.Equal(RunTimeoutReason.Run, late.Reason);
        Assert.Equal(Short, late.Limit);
    }

    [Fact]
    public async Task News_of_others_is_no_sign_of_life_of_a_run_that_cannot_be_asked_for()
    {
        await using StubServer server = await StubServer.StartAsync();
        await using var comfy = new ComfyClient(server.Url, new ComfyClientOptions
        {
            UnreachableTimeout = Short,
            HistoryPollInterval = TimeSpan.FromMilliseconds(50),
            Retry = new RetryOptions { MaxRetries = 0 },
        });
        await using ComfyRun<RawResult> run = await comfy.StartAsync(Workflow(), Token);
        server.Intercept = context =>
        {
            context.Response.StatusCode = 500;
            return Task.FromResult(context.Request.Path != "/ws");
        };

        Task chatter = Task.Run(async () =>
        {
            while (!run.Result.IsCompleted)
            {
                await server.ReportAsync();
                await Task.Delay(20, Token);
            }
        }, Token);

        var lost = await Assert.ThrowsAsync<ComfyRunLostException>(() => run.Result);
        Assert.Equal(RunLostReason.Unreachable, lost.Reason);
        await chatter;
    }

    [Fact]
    public async Task A_server_that_makes_no_progress_is_warned_of_and_ends_the_run()
    {
        await using StubServer server = await StubServer.StartAsync(hasJobs: true);
        var time = new FakeTimeProvider();
        var log = new SeenLog();
        await using var comfy = new ComfyClient(server.Url, new ComfyClientOptions { TimeProvider = time, LoggerFactory = log, SilenceTimeout = Patience });
        await using ComfyRun<RawResult> run = await comfy.StartAsync(Workflow(), Token);

        await time.AdvanceUntilAsync(TimeSpan.FromSeconds(1), run.Result);

        var late = await Assert.ThrowsAsync<ComfyRunTimeoutException>(() => run.Result);
        Assert.Equal((RunTimeoutReason.Silence, Patience), (late.Reason, late.Limit));
        Assert.InRange(log.Entries.Count(entry => entry.Event.Name == "RunSilent" && entry.Level == LogLevel.Warning), 2, 8);
    }

    [Theory]
    [InlineData(true, 1, 5)]
    [InlineData(false, 15, 20)]
    public async Task A_run_that_is_worked_on_is_warned_of_sooner(bool runs, int atLeast, int atMost)
    {
        await using StubServer server = await StubServer.StartAsync(hasJobs: true);
        var time = new FakeTimeProvider();
        var log = new SeenLog();
        await using var comfy = new ComfyClient(server.Url, new ComfyClientOptions { TimeProvider = time, LoggerFactory = log });
        await using ComfyRun<RawResult> run = await comfy.StartAsync(Workflow(), Token);
        long begun = time.GetTimestamp();
        if (runs)
            await server.BeginAsync(server.Queued[0]);

        await time.AdvanceUntilAsync(TimeSpan.FromSeconds(5), StubServer.UntilAsync(() => log.Entries.Any(entry => entry.Event.Name == "RunSilent")));

        Assert.InRange(time.GetElapsedTime(begun).TotalMinutes, atLeast, atMost);
    }

    [Fact]
    public async Task A_run_in_a_queue_that_moves_is_waited_for()
    {
        await using StubServer server = await StubServer.StartAsync(hasJobs: true);
        var time = new FakeTimeProvider();
        await using var comfy = new ComfyClient(server.Url, new ComfyClientOptions { TimeProvider = time, ConnectionMode = ConnectionMode.PollingOnly, SilenceTimeout = Patience });
        await using ComfyRun<RawResult> run = await comfy.StartAsync(Workflow(), Token);

        for (int minute = 0; minute < 3 * Patience.TotalMinutes; minute++)
        {
            if (minute % 5 == 0)
                await server.QueueAsync("""{"prompt":{}}"""u8.ToArray());
            for (int second = 0; second < 60; second++)
            {
                time.Advance(TimeSpan.FromSeconds(1));
                await Task.Delay(1, Token);
            }
        }

        Assert.False(run.Result.IsCompleted);
    }

    private static RawWorkflow Workflow() => new(GatedServer.Prompt);

    private static async Task<bool> StallAsync(HttpContext context, string path)
    {
        if (context.Request.Path != path || (path == "/api/prompt" && context.Request.Method == "GET"))
            return false;
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return true;
    }
}
