using ComfyTyped.Tests.Replay;
using Microsoft.Extensions.Time.Testing;

namespace ComfyTyped.Tests;

/// <summary>The second witness, on a clock of our own.</summary>
public class WatchdogTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_silent_run_is_looked_for_after_the_poll_interval_and_not_before()
    {
        Recording recording = Recording.Load("0.8.0", "success");
        var time = new FakeTimeProvider();
        var faults = new ReplayFaults { Lose = frame => frame.EventType != "status" };
        await using ReplayServer server = await ReplayServer.StartAsync(recording, faults);
        await using var comfy = new ComfyClient(server.Url, new ComfyClientOptions { TimeProvider = time });
        await using ComfyRun<RawResult> run = await comfy.StartAsync(recording.ToWorkflow(), Token);
        await server.Played.WaitAsync(Token);

        time.Advance(ComfyClientDefaults.HistoryPollInterval - TimeSpan.FromMilliseconds(1));
        Assert.Empty(server.RequestsTo($"/api/history/{run.PromptId}"));

        await time.AdvanceUntilAsync(TimeSpan.FromMilliseconds(100), run.Result);
        Assert.Single((await run.Result)["2"].Images);
    }

    [Fact]
    public async Task A_run_that_is_heard_to_its_end_is_looked_for_once()
    {
        Recording recording = Recording.Load("0.8.0", "success");
        await using ReplayServer server = await ReplayServer.StartAsync(recording);
        await using var comfy = new ComfyClient(server.Url, new ComfyClientOptions { TimeProvider = new FakeTimeProvider() });

        RawResult result = await comfy.RunAsync(recording.ToWorkflow(), cancellationToken: Token);

        Assert.Single(server.RequestsTo($"/api/history/{result.PromptId}"));
        Assert.Empty(server.RequestsTo("/api/queue"));
        Assert.Empty(server.RequestsTo("/api/system_stats"));
    }

    [Fact]
    public async Task A_server_that_does_not_answer_the_submission_times_out()
    {
        var time = new FakeTimeProvider();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ReplayServer server = await ReplayServer.StartAsync(Recording.Load("0.8.0", "success"), new ReplayFaults
        {
            Answer = async context =>
            {
                if (context.Request.Path == "/api/prompt")
                    asked.SetResult();
                else if (!asked.Task.IsCompleted)
                    return false;
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return true;
            },
        });
        await using var comfy = new ComfyClient(server.Url, new ComfyClientOptions { TimeProvider = time, Retry = new RetryOptions { MaxRetries = 0 } });
        Task<RawResult> run = comfy.RunAsync(Recording.Load("0.8.0", "success").ToWorkflow(), cancellationToken: Token);
        await asked.Task.WaitAsync(Token);

        await time.AdvanceUntilAsync(TimeSpan.FromSeconds(1), run);

        var failure = await Assert.ThrowsAsync<ComfyConnectionException>(() => run);
        Assert.Contains("did not answer /api/prompt within 100 s", failure.Message, StringComparison.Ordinal);
    }
}
