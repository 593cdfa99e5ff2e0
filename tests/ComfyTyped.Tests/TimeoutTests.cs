using ComfyTyped.Tests.Replay;
using Microsoft.Extensions.Time.Testing;

namespace ComfyTyped.Tests;

/// <summary>Each time limit ends its run with a reason of its own, and takes this prompt off the server and no other.</summary>
public class TimeoutTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    private static readonly ReplayFaults Stalling = new() { StallBefore = frame => frame.EventType == "progress" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_that_waits_too_long_in_the_queue_is_taken_out_of_it()
    {
        (ReplayServer server, ComfyRunTimeoutException timeout, TimeSpan elapsed) =
            await TimeOutAsync(new ReplayFaults { StaysPending = true }, options => options.QueueTimeout = TimeSpan.FromSeconds(7));

        Assert.Equal(RunTimeoutReason.Queue, timeout.Reason);
        Assert.Equal(TimeSpan.FromSeconds(7), timeout.Limit);
        Assert.True(elapsed >= timeout.Limit);
        Assert.Equal([server.PromptId], server.Deleted);
    }

    [Fact]
    public async Task A_run_that_falls_silent_is_interrupted_and_its_time_in_the_queue_is_over()
    {
        (ReplayServer server, ComfyRunTimeoutException timeout, _) = await TimeOutAsync(Stalling, options =>
        {
            options.QueueTimeout = TimeSpan.FromSeconds(1);
            options.SilenceTimeout = TimeSpan.FromSeconds(20);
        });

        Assert.Equal(RunTimeoutReason.Silence, timeout.Reason);
        AssertInterrupted(server);
    }

    [Fact]
    public async Task A_deaf_client_learns_from_the_queue_that_its_run_is_no_more_waiting()
    {
        ReplayFaults faults = Stalling with { Lose = frame => frame.EventType != "status" };
        (_, ComfyRunTimeoutException timeout, _) = await TimeOutAsync(faults, options =>
        {
            options.QueueTimeout = TimeSpan.FromSeconds(6);
            options.SilenceTimeout = TimeSpan.FromSeconds(20);
        });

        Assert.Equal(RunTimeoutReason.Silence, timeout.Reason);
    }

    [Fact]
    public async Task A_run_that_takes_too_long_is_interrupted()
    {
        (ReplayServer server, ComfyRunTimeoutException timeout, TimeSpan elapsed) =
            await TimeOutAsync(Stalling, options => options.RunTimeout = TimeSpan.FromMinutes(1));

        Assert.Equal(RunTimeoutReason.Run, timeout.Reason);
        Assert.True(elapsed >= timeout.Limit);
        AssertInterrupted(server);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_does_not_delay_the_end_of_the_time()
    {
        ReplayFaults faults = Stalling with
        {
            Answer = async context =>
            {
                if (!context.Request.Path.StartsWithSegments("/api/history", StringComparison.Ordinal))
                    return false;
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return true;
            },
        };
        (_, ComfyRunTimeoutException timeout, _) = await TimeOutAsync(faults, options =>
        {
            options.RunTimeout = TimeSpan.FromMinutes(1);
            options.RequestTimeout = TimeSpan.FromDays(1);
        });

        Assert.Equal(RunTimeoutReason.Run, timeout.Reason);
    }

    [Fact]
    public void A_limit_of_no_use_is_refused()
    {
        Assert.ThrowsAny<ArgumentException>(() => new ComfyClient("http://h", new ComfyClientOptions { QueueTimeout = TimeSpan.Zero }));
        Assert.ThrowsAny<ArgumentException>(() => new ComfyClient("http://h", new ComfyClientOptions { SilenceTimeout = TimeSpan.MaxValue }));
        Assert.ThrowsAny<ArgumentException>(() => new ComfyClient("http://h", new ComfyClientOptions { RunTimeout = TimeSpan.FromSeconds(-1) }));
        Assert.ThrowsAny<ArgumentException>(() => new ComfyClient("http://h", new ComfyClientOptions { MaxResubmissions = -1 }));
        Assert.ThrowsAny<ArgumentException>(() => new ComfyClient("http://h", new ComfyClientOptions { ConnectionMode = (ConnectionMode)9 }));
    }

    private static async Task<(ReplayServer Server, ComfyRunTimeoutException Timeout, TimeSpan Elapsed)> TimeOutAsync(
        ReplayFaults faults,
        Action<ComfyClientOptions> configure)
    {
        Recording recording = Recording.Load("0.8.0", "interrupt");
        var time = new FakeTimeProvider();
        var cancelling = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ReplayServer server = await ReplayServer.StartAsync(recording, faults with
        {
            Answer = async context =>
            {
                if (context.Request.Path == "/api/system_stats")
                    cancelling.TrySetResult();
                return faults.Answer is { } answer && await answer(context);
            },
        });
        var options = new ComfyClientOptions { TimeProvider = time };
        configure(options);
        await using var comfy = new ComfyClient(server.Url, options);
        await using ComfyRun<RawResult> run = await comfy.StartAsync(recording.ToWorkflow(), Token);
        await server.Stalled.WaitAsync(Token);
        long begun = time.GetTimestamp();

        // The cancellation has a time limit of its own, which is not to be passed by this clock.
        await time.AdvanceUntilAsync(Step, Task.WhenAny(run.Result, cancelling.Task));

        var timeout = await Assert.ThrowsAsync<ComfyRunTimeoutException>(() => run.Result);
        Assert.Equal(server.PromptId, timeout.PromptId);
        Assert.Empty(server.Violations);
        return (server, timeout, time.GetElapsedTime(begun));
    }

    private static void AssertInterrupted(ReplayServer server) =>
        Assert.Equal([server.PromptId], server.Interrupted);
}
