using ComfyTyped.Tests.Replay;

namespace ComfyTyped.Tests;

/// <summary>A cancellation takes this run off the server, and no other.</summary>
public class CancellationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cancelling_a_running_run_interrupts_it_by_its_id()
    {
        await using ReplayServer server = await StalledAsync(new ReplayFaults());
        await using ComfyClient comfy = Clients.For(server);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task<RawResult> run = comfy.RunAsync(Interrupt.ToWorkflow(), cancellationToken: cancel.Token);
        await server.Stalled.WaitAsync(Token);

        await cancel.CancelAsync();

        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal(cancel.Token, cancelled.CancellationToken);
        Assert.Equal([server.PromptId], server.Interrupted);
        Assert.Equal([server.PromptId], server.Deleted);
        Assert.Empty(server.Violations);
    }

    [Fact]
    public async Task Cancelling_a_waiting_run_takes_it_out_of_the_queue()
    {
        await using ReplayServer server = await StalledAsync(new ReplayFaults { StaysPending = true });
        await using ComfyClient comfy = Clients.For(server);
        await using ComfyRun<RawResult> run = await comfy.StartAsync(Interrupt.ToWorkflow(), Token);
        await server.Stalled.WaitAsync(Token);

        await run.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.Result);
        Assert.Equal([run.PromptId], server.Deleted);
    }

    [Fact]
    public async Task Disposing_an_unfinished_run_cancels_it()
    {
        await using ReplayServer server = await StalledAsync(new ReplayFaults());
        await using ComfyClient comfy = Clients.For(server);
        ComfyRun<RawResult> run = await comfy.StartAsync(Interrupt.ToWorkflow(), Token);
        await server.Stalled.WaitAsync(Token);

        await run.DisposeAsync();

        Assert.True(run.Result.IsCanceled);
        Assert.Equal([run.PromptId], server.Interrupted);
    }

    [Fact]
    public async Task Disposing_the_client_cancels_its_runs()
    {
        await using ReplayServer server = await StalledAsync(new ReplayFaults());
        ComfyClient comfy = Clients.For(server);
        ComfyRun<RawResult> run = await comfy.StartAsync(Interrupt.ToWorkflow(), Token);
        await server.Stalled.WaitAsync(Token);

        await comfy.DisposeAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.Result);
        Assert.Equal([run.PromptId], server.Interrupted);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => comfy.RunAsync(Interrupt.ToWorkflow(), cancellationToken: Token));
    }

    [Fact]
    public async Task Disposing_a_finished_run_sends_nothing()
    {
        Recording recording = Recording.Load("0.8.0", "success");
        await using ReplayServer server = await ReplayServer.StartAsync(recording);
        await using ComfyClient comfy = Clients.For(server);
        ComfyRun<RawResult> run = await comfy.StartAsync(recording.ToWorkflow(), Token);
        await run.Result;

        await run.DisposeAsync();
        await run.CancelAsync();

        Assert.Empty(server.Interrupted);
    }

    [Fact]
    public async Task An_old_server_is_not_interrupted_while_it_runs_someone_elses_prompt()
    {
        await using ReplayServer server = await StalledAsync(new ReplayFaults { StaysPending = true, Version = "0.3.56" });
        await using ComfyClient comfy = Clients.For(server);
        await using ComfyRun<RawResult> run = await comfy.StartAsync(Interrupt.ToWorkflow(), Token);
        await server.Stalled.WaitAsync(Token);

        await run.CancelAsync();

        Assert.Equal([run.PromptId], server.Deleted);
        Assert.Empty(server.Interrupted);
    }

    [Fact]
    public async Task An_old_server_is_interrupted_while_it_runs_this_prompt()
    {
        await using ReplayServer server = await StalledAsync(new ReplayFaults { Version = "0.3.56" });
        await using ComfyClient comfy = Clients.For(server);
        await using ComfyRun<RawResult> run = await comfy.StartAsync(Interrupt.ToWorkflow(), Token);
        await server.Stalled.WaitAsync(Token);

        await run.CancelAsync();

        Assert.Equal([run.PromptId], server.Interrupted);
        Assert.Empty(server.Deleted);
    }

    [Fact]
    public async Task A_server_that_does_not_tell_its_version_is_treated_as_an_old_one()
    {
        await using ReplayServer server = await StalledAsync(new ReplayFaults
        {
            StaysPending = true,
            Answer = context =>
            {
                bool isStats = context.Request.Path == "/api/system_stats";
                if (isStats)
                    context.Response.StatusCode = 500;
                return Task.FromResult(isStats);
            },
        });
        await using ComfyClient comfy = Clients.For(server);
        await using ComfyRun<RawResult> run = await comfy.StartAsync(Interrupt.ToWorkflow(), Token);
        await server.Stalled.WaitAsync(Token);

        await run.CancelAsync();

        Assert.Equal([run.PromptId], server.Deleted);
        Assert.Empty(server.Interrupted);
    }

    [Fact]
    public async Task A_token_that_is_cancelled_before_the_start_sends_no_prompt()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Interrupt);
        await using ComfyClient comfy = Clients.For(server);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            comfy.RunAsync(Interrupt.ToWorkflow(), cancellationToken: new CancellationToken(canceled: true)));

        Assert.Empty(server.RequestsTo("/api/prompt"));
    }

    [Fact]
    public async Task A_cancellation_while_the_prompt_is_submitted_takes_it_back()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using ReplayServer server = await ReplayServer.StartAsync(Interrupt, new ReplayFaults
        {
            Answer = async context =>
            {
                if (context.Request.Path != "/api/prompt")
                    return false;
                await cancel.CancelAsync();
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return true;
            },
        });
        await using ComfyClient comfy = Clients.For(server);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => comfy.RunAsync(Interrupt.ToWorkflow(), cancellationToken: cancel.Token));

        string promptId = Assert.Single(server.RequestsTo("/api/prompt")).Json.GetProperty("prompt_id").GetString()!;
        Assert.Equal([promptId], server.Interrupted);
    }

    [Fact]
    public async Task Cancelling_one_of_two_runs_leaves_the_other_alone()
    {
        Recording recording = Recording.Load("0.8.0", "success");
        await using ReplayServer server = await ReplayServer.StartAsync(recording, new ReplayFaults { StallBefore = frame => frame.EventType == "executed" });
        await using ComfyClient comfy = Clients.For(server);
        ComfyRun<RawResult> first = await comfy.StartAsync(recording.ToWorkflow(), Token);
        await server.Stalled.WaitAsync(Token);
        ComfyRun<RawResult> second = await comfy.StartAsync(recording.ToWorkflow(), Token);

        await first.CancelAsync();

        Assert.True(first.Result.IsCanceled);
        Assert.False(second.Result.IsCompleted);
        Assert.Equal([first.PromptId], server.Interrupted);
    }

    private static Recording Interrupt => Recording.Load("0.8.0", "interrupt");

    private static Task<ReplayServer> StalledAsync(ReplayFaults faults) =>
        ReplayServer.StartAsync(Interrupt, faults with { StallBefore = frame => frame.EventType == "progress" });
}
