using ComfyTyped.Testing;
using ComfyTyped.Tests.Replay;
using ComfyTyped.Tests.Server;
using Microsoft.AspNetCore.Http;

namespace ComfyTyped.Tests;

/// <summary>Where a run is, a server tells by its jobs if it has them, else by its history and queue.</summary>
public class JobWitnessTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("0.3.64", RunWitness.History, true)]
    [InlineData("0.5.1", RunWitness.History, true)]
    [InlineData("0.6.0", RunWitness.Jobs, false)]
    [InlineData("0.8.0", RunWitness.Jobs, false)]
    [InlineData("0.38.1", RunWitness.Jobs, false)]
    public async Task The_queue_is_only_asked_where_there_are_no_jobs(string version, RunWitness witness, bool asksQueue)
    {
        var gate = new Gate();
        await using ComfyServer server = await StartAsync(version, gate);
        using var traffic = new Traffic();
        await using ComfyClient comfy = Connect(server, traffic, ConnectionMode.PollingOnly);
        await using ComfyRun<RawResult> run = await comfy.StartAsync(Gate.Workflow(0), Token);
        await gate.EnteredAsync();
        string look = asksQueue ? "GET /api/queue" : $"GET /api/jobs/{run.PromptId}";
        await traffic.UntilAsync(sent => sent.Count(request => request == look) >= 3);

        gate.Open();

        Assert.Equal(witness, (await run.Result).EndedBy);
        Assert.Equal(asksQueue, traffic.Sent.Contains("GET /api/queue"));
        // That a server has none is found out once.
        Assert.Equal(asksQueue, traffic.Sent.Count(request => request == $"GET /api/jobs/{run.PromptId}") == 1);
    }

    [Theory]
    [InlineData("0.3.64")]
    [InlineData("0.8.0")]
    [InlineData("0.26.0")]
    public async Task A_run_that_was_deleted_is_lost_whoever_tells(string version)
    {
        var gate = new Gate();
        await using ComfyServer server = await StartAsync(version, gate);
        using var traffic = new Traffic();
        await using ComfyClient comfy = Connect(server, traffic, ConnectionMode.Socket);
        await using ComfyRun<RawResult> running = await comfy.StartAsync(Gate.Workflow(0), Token);
        await gate.EnteredAsync();
        await using ComfyRun<RawResult> deleted = await comfy.StartAsync(Gate.Workflow(1), Token);

        await comfy.Queue.DeleteAsync([deleted.PromptId], Token);

        Assert.Equal(RunLostReason.Deleted, (await Assert.ThrowsAsync<ComfyRunLostException>(() => deleted.Result)).Reason);
        gate.Open();
        await running.Result;
    }

    [Fact]
    public async Task A_proxy_that_knows_no_jobs_is_no_witness_that_a_run_is_gone()
    {
        Recording recording = Recording.Load("0.8.0", "interrupt");
        await using ReplayServer server = await ReplayServer.StartAsync(recording, new ReplayFaults
        {
            StallBefore = frame => frame.EventType == "progress",
            Answer = context => AnswerJobsAsync(context, 404, """{"error":"no such route"}"""),
        });
        await using ComfyClient comfy = Clients.For(server, options => options.ConnectionMode = ConnectionMode.PollingOnly);

        await using ComfyRun<RawResult> run = await comfy.StartAsync(recording.ToWorkflow(), Token);
        while (server.RequestsTo("/api/queue").Count() < 5)
            await Task.Delay(1, Token);

        Assert.False(run.Result.IsCompleted);
    }

    [Fact]
    public async Task Jobs_that_fail_leave_it_to_history_and_queue()
    {
        Recording recording = Recording.Load("0.8.0", "success");
        await using ReplayServer server = await ReplayServer.StartAsync(recording, new ReplayFaults
        {
            Lose = frame => frame.IsEnd || frame.IsOutcome,
            Answer = context => AnswerJobsAsync(context, 500, "Server got itself in trouble"),
        });
        await using ComfyClient comfy = Clients.For(server);

        Assert.Equal(RunWitness.History, (await comfy.RunAsync(recording.ToWorkflow(), cancellationToken: Token)).EndedBy);
    }

    [Fact]
    public async Task A_server_that_comes_back_as_another_version_is_asked_anew()
    {
        var gate = new Gate();
        ComfyServer old = await StartAsync("0.3.64", gate);
        using var traffic = new Traffic();
        await using ComfyClient comfy = Connect(old, traffic, ConnectionMode.PollingOnly);
        await using ComfyRun<RawResult> before = await comfy.StartAsync(Gate.Workflow(0), Token);
        await gate.EnteredAsync();
        await traffic.UntilAsync(sent => sent.Contains("GET /api/queue"));

        await old.DisposeAsync();
        await traffic.UntilAsync(_ => traffic.Failures > 0);
        await using ComfyServer young = await StartAsync("0.26.0", gate, old.Url.Port);

        Assert.Equal(RunLostReason.Restarted, (await Assert.ThrowsAsync<ComfyRunLostException>(() => before.Result)).Reason);
        gate.Open();
        Assert.Equal(RunWitness.Jobs, (await comfy.RunAsync(Gate.Workflow(1), cancellationToken: Token)).EndedBy);
    }

    [Theory]
    [InlineData("0.8.0", true)]
    [InlineData("0.25.0", true)]
    [InlineData("0.26.0", false)]
    public async Task A_run_is_cancelled_as_a_job_where_the_server_can(string version, bool interrupts)
    {
        var gate = new Gate();
        await using ComfyServer server = await StartAsync(version, gate);
        using var traffic = new Traffic();
        await using ComfyClient comfy = Connect(server, traffic, ConnectionMode.Socket);
        await using ComfyRun<RawResult> running = await comfy.StartAsync(Gate.Workflow(0), Token);
        await gate.EnteredAsync();
        await using ComfyRun<RawResult> waiting = await comfy.StartAsync(Gate.Workflow(1), Token);
        await using ComfyRun<RawResult> kept = await comfy.StartAsync(Gate.Workflow(2), Token);

        await waiting.CancelAsync();
        Assert.False(running.Result.IsCompleted);
        await running.CancelAsync();

        await gate.EnteredAsync();
        Assert.Equal([kept.PromptId], (await comfy.Queue.GetAsync(Token)).Running.Select(prompt => prompt.PromptId));
        Assert.Equal(interrupts, traffic.Sent.Contains("POST /api/interrupt"));
        Assert.Equal(interrupts ? 1 : 2, traffic.Sent.Count(request => request.EndsWith("/cancel", StringComparison.Ordinal)));
        gate.Open();
        await kept.Result;
    }

    [Fact]
    public async Task A_run_beside_others_of_the_account_is_not_interrupted()
    {
        Recording recording = Recording.Load("0.8.0", "interrupt");
        string? promptId = null;
        await using ReplayServer server = await ReplayServer.StartAsync(recording, new ReplayFaults
        {
            Version = "0.3.56",
            StallBefore = frame => frame.EventType == "progress",
            Answer = async context =>
            {
                if (context.Request.Path != "/api/queue" || context.Request.Method != "GET")
                    return false;
                await context.Response.WriteAsync($$"""{"queue_running":[[1,"{{promptId}}",{},[],{}],[2,"another",{},[],{}]],"queue_pending":[]}""");
                return true;
            },
        });
        await using ComfyClient comfy = Clients.For(server);
        await using ComfyRun<RawResult> run = await comfy.StartAsync(recording.ToWorkflow(), Token);
        promptId = run.PromptId;
        await server.Stalled.WaitAsync(Token);

        await run.CancelAsync();

        Assert.Empty(server.Interrupted);
    }

    private static async Task<bool> AnswerJobsAsync(HttpContext context, int status, string body)
    {
        if (!context.Request.Path.StartsWithSegments("/api/jobs"))
            return false;
        context.Response.StatusCode = status;
        await context.Response.WriteAsync(body);
        return true;
    }

    private static ComfyClient Connect(ComfyServer server, Traffic traffic, ConnectionMode mode) => new(server.Url, new ComfyClientOptions
    {
        HttpMessageHandler = traffic,
        ConnectionMode = mode,
        HistoryPollInterval = TimeSpan.FromMilliseconds(20),
    });

    private static Task<ComfyServer> StartAsync(string version, Gate gate, int port = 0) => ComfyServer.StartAsync(
        options =>
        {
            options.ComfyUIVersion = version;
            options.Port = port;
            options.AddNode(gate.Behavior);
        },
        Token);
}
