using System.Net.Http.Json;
using ComfyTyped.Tests.Replay;
using Microsoft.AspNetCore.Http;

namespace ComfyTyped.Tests;

/// <summary>What the server has forgotten is told apart, and only what a restart has lost is sent again.</summary>
public class LostRunTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_that_a_restart_has_lost_says_so()
    {
        await using GatedServer server = await GatedServer.StartAsync();
        await using ComfyClient comfy = server.Connect();
        await using ComfyRun<RawResult> running = await comfy.StartAsync(new RawWorkflow(GatedServer.Prompt), Token);
        await using ComfyRun<RawResult> waiting = await comfy.StartAsync(new RawWorkflow(GatedServer.Prompt), Token);
        await server.EnteredAsync();

        await server.StopAsync();
        await server.StartAgainAsync();

        Assert.Equal(RunLostReason.Restarted, (await Assert.ThrowsAsync<ComfyRunLostException>(() => running.Result)).Reason);
        Assert.Equal(RunLostReason.Restarted, (await Assert.ThrowsAsync<ComfyRunLostException>(() => waiting.Result)).Reason);
    }

    [Fact]
    public async Task A_run_that_a_restart_has_lost_is_sent_again_if_wanted_and_has_one_result()
    {
        await using GatedServer server = await GatedServer.StartAsync();
        await using ComfyClient comfy = server.Connect(options => options.MaxResubmissions = 1);
        await using ComfyRun<RawResult> run = await comfy.StartAsync(new RawWorkflow(GatedServer.Prompt), Token);
        string promptId = run.PromptId;
        await server.EnteredAsync();

        await server.StopAsync();
        await server.StartAgainAsync();
        await server.EnteredAsync();
        server.Open();

        RawResult result = await run.Result;
        Assert.Equal(["made"], result["2"].Texts);
        Assert.Equal(promptId, result.PromptId);
        List<ComfyEvent> events = await run.Events.ToListAsync(Token);
        Assert.Equal(1, Assert.Single(events.OfType<RunResubmittedEvent>()).Count);
        Assert.Single(events.OfType<ExecutedEvent>());
        Assert.Single(events, item => item is GraphProgress { Fraction: 1 });
    }

    [Fact]
    public async Task A_run_that_is_lost_more_often_than_allowed_is_lost()
    {
        await using GatedServer server = await GatedServer.StartAsync();
        await using ComfyClient comfy = server.Connect(options => options.MaxResubmissions = 1);
        await using ComfyRun<RawResult> run = await comfy.StartAsync(new RawWorkflow(GatedServer.Prompt), Token);
        for (int restarts = 0; restarts < 2; restarts++)
        {
            await server.EnteredAsync();
            await server.StopAsync();
            await server.StartAgainAsync();
        }

        Assert.Equal(RunLostReason.Restarted, (await Assert.ThrowsAsync<ComfyRunLostException>(() => run.Result)).Reason);
    }

    [Fact]
    public async Task A_run_that_a_restart_has_lost_is_sent_again_although_others_have_ended_since()
    {
        await using GatedServer server = await GatedServer.StartAsync();
        var late = new LateLooks();
        await using ComfyClient comfy = server.Connect(options => (options.MaxResubmissions, options.HttpMessageHandler) = (1, late));
        await using ComfyRun<RawResult> running = await comfy.StartAsync(new RawWorkflow(GatedServer.Prompt), Token);
        await server.EnteredAsync();
        await using ComfyRun<RawResult> waiting = await comfy.StartAsync(new RawWorkflow(GatedServer.Prompt), Token);
        late.Hold(waiting.PromptId);

        await server.StopAsync();
        await server.StartAgainAsync();
        server.Open();
        await running.Result;
        late.LetGo();

        Assert.Equal(["made"], (await waiting.Result)["2"].Texts);
    }

    [Fact]
    public async Task A_run_that_someone_deleted_is_not_sent_again()
    {
        await using GatedServer server = await GatedServer.StartAsync();
        await using ComfyClient comfy = server.Connect(options => options.MaxResubmissions = 5);
        await using ComfyRun<RawResult> running = await comfy.StartAsync(new RawWorkflow(GatedServer.Prompt), Token);
        await using ComfyRun<RawResult> waiting = await comfy.StartAsync(new RawWorkflow(GatedServer.Prompt), Token);
        await server.EnteredAsync();
        using var someone = new HttpClient { BaseAddress = server.Url };

        using HttpResponseMessage answer = await someone.PostAsJsonAsync("api/queue", new { delete = new[] { waiting.PromptId } }, Token);

        Assert.Equal(RunLostReason.Deleted, (await Assert.ThrowsAsync<ComfyRunLostException>(() => waiting.Result)).Reason);
        Assert.False(running.Result.IsCompleted);
    }

    [Theory]
    [InlineData("{}", RunLostReason.Restarted)]
    [InlineData("""{"11111111-2222-4333-8444-555555555555":{}}""", RunLostReason.Deleted)]
    [InlineData("no JSON", RunLostReason.Deleted)]
    public async Task After_a_gap_an_empty_history_tells_a_restart(string history, RunLostReason reason)
    {
        Recording recording = Recording.Load("0.8.0", "success");
        await using ReplayServer server = await ReplayServer.StartAsync(recording, new ReplayFaults
        {
            BreakSocketAfter = 2,
            Forgets = true,
            Answer = async context =>
            {
                bool isWhole = context.Request.Path == "/api/history" && context.Request.Query["max_items"] == "1";
                if (isWhole)
                    await context.Response.WriteAsync(history);
                return isWhole;
            },
        });
        await using ComfyClient comfy = Clients.For(server);

        var lost = await Assert.ThrowsAsync<ComfyRunLostException>(() => comfy.RunAsync(recording.ToWorkflow(), cancellationToken: Token));

        Assert.Equal(reason, lost.Reason);
        Assert.Single(server.RequestsTo("/api/prompt"));
    }

    [Fact]
    public async Task A_run_that_was_seen_again_after_an_outage_was_not_lost_by_it()
    {
        Recording recording = Recording.Load("0.8.0", "success");
        int looks = 0;
        var seenAgain = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ReplayServer server = await ReplayServer.StartAsync(recording, new ReplayFaults
        {
            StaysPending = true,
            Answer = context =>
            {
                bool isDown = context.Request.Path.StartsWithSegments("/api/history", StringComparison.Ordinal) && Interlocked.Increment(ref looks) == 1;
                if (isDown)
                    context.Response.StatusCode = StatusCodes.Status502BadGateway;
                else if (looks > 2)
                    seenAgain.TrySetResult();
                return Task.FromResult(isDown);
            },
        });
        await using ComfyClient comfy = Clients.For(server, options => options.MaxResubmissions = 1);
        await using ComfyRun<RawResult> run = await comfy.StartAsync(recording.ToWorkflow(), Token);
        await seenAgain.Task.WaitAsync(Token);
        using var someone = new HttpClient { BaseAddress = new Uri(server.Url) };

        using HttpResponseMessage answer = await someone.PostAsJsonAsync("api/queue", new { delete = new[] { run.PromptId } }, Token);

        Assert.Equal(RunLostReason.Deleted, (await Assert.ThrowsAsync<ComfyRunLostException>(() => run.Result)).Reason);
    }

    [Fact]
    public async Task A_run_that_has_ended_without_history_or_outcome_is_lost()
    {
        Recording recording = Recording.Load("0.8.0", "success");
        await using ReplayServer server = await ReplayServer.StartAsync(recording, new ReplayFaults { NoHistory = true, Lose = frame => frame.IsOutcome });
        await using ComfyClient comfy = Clients.For(server);

        var lost = await Assert.ThrowsAsync<ComfyRunLostException>(() => comfy.RunAsync(recording.ToWorkflow(), cancellationToken: Token));

        Assert.Equal(RunLostReason.NoHistory, lost.Reason);
    }

    [Fact]
    public async Task The_result_names_the_witness_of_the_end()
    {
        Assert.Equal(RunWitness.Socket, await WitnessAsync(new ReplayFaults(), isPatient: true));
        Assert.Equal(RunWitness.Socket, await WitnessAsync(new ReplayFaults { Lose = frame => frame.IsEnd }, isPatient: true));
        Assert.Equal(RunWitness.History, await WitnessAsync(new ReplayFaults { Lose = frame => frame.IsEnd || frame.IsOutcome }));
        Assert.Equal(RunWitness.Queue, await WitnessAsync(new ReplayFaults { Lose = frame => frame.IsEnd, NoHistory = true }));
    }

    /// <summary>Holds back what is asked about one run.</summary>
    private sealed class LateLooks() : DelegatingHandler(new SocketsHttpHandler())
    {
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private volatile string? _promptId;

        public void Hold(string promptId) => _promptId = promptId;

        public void LetGo() => _released.TrySetResult();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (_promptId is { } promptId && request.RequestUri!.AbsolutePath.Contains(promptId, StringComparison.Ordinal))
                await _released.Task.WaitAsync(cancellationToken);
            return await base.SendAsync(request, cancellationToken);
        }
    }

    private static async Task<RunWitness> WitnessAsync(ReplayFaults faults, bool isPatient = false)
    {
        Recording recording = Recording.Load("0.8.0", "success");
        await using ReplayServer server = await ReplayServer.StartAsync(recording, faults);
        await using ComfyClient comfy = Clients.For(server, options => options.HistoryPollInterval = isPatient ? ComfyClientDefaults.HistoryPollInterval : options.HistoryPollInterval);
        return (await comfy.RunAsync(recording.ToWorkflow(), cancellationToken: Token)).EndedBy;
    }
}
