using System.Net;
using ComfyTyped.Tests.Replay;
using ComfyTyped.Tests.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace ComfyTyped.Tests.Retries;

/// <summary>A prompt whose answer is lost runs once: it is asked for before it is sent again.</summary>
public class SubmissionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Recording Success => Recording.Load("0.8.0", "success");

    public static TheoryData<string> Kinds => [.. Spoiling.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_prompt_that_the_server_has_is_not_sent_again(string kind)
    {
        // Without events it can only be found by asking.
        var faults = new ReplayFaults { AnswerAccepted = context => Spoiling.SpoilAsync(context, kind), Lose = frame => frame.EventType != "status" };
        await using ReplayServer server = await ReplayServer.StartAsync(Success, faults);
        await using ComfyClient comfy = Connect(server);

        RawResult result = await comfy.RunAsync(Success.ToWorkflow(), cancellationToken: Token);

        Assert.Single(result["2"].Images);
        Assert.Single(server.RequestsTo("/api/prompt"));
        Assert.Empty(server.Interrupted);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_prompt_that_the_server_does_not_have_is_sent_again_under_the_same_id(string kind)
    {
        int prompts = 0;
        await using ReplayServer server = await ReplayServer.StartAsync(Success, new ReplayFaults
        {
            Answer = context => context.Request.Path == "/api/prompt" && Interlocked.Increment(ref prompts) == 1
                ? Spoiling.SpoilAsync(context, kind)
                : Task.FromResult(false),
        });
        await using ComfyClient comfy = Connect(server);
        var events = new List<ComfyEvent>();

        RawResult result = await comfy.RunAsync(Success.ToWorkflow(), on => on.Event(events.Add), Token);

        Assert.Single(result["2"].Images);
        Assert.Single(events.OfType<ExecutedEvent>());
        SentRequest[] sent = [.. server.RequestsTo("/api/prompt")];
        Assert.Equal(2, sent.Length);
        Assert.Equal(sent[0].Body, sent[1].Body);
        // Twice, or more often when the server was merely slow.
        string[] look = ["GET /api/queue", "GET /api/history/" + result.PromptId];
        int looks = kind == "timeout" ? 6 : 2;
        Assert.Equal(
            ["POST /api/prompt", "GET /api/system_stats", .. Enumerable.Repeat(look, looks).SelectMany(requests => requests), "POST /api/prompt"],
            server.Requests.Select(request => $"{request.Method} {request.Path}").Take(3 + (2 * looks)));
    }

    [Fact]
    public async Task A_prompt_that_is_taken_in_late_is_found_by_the_second_look()
    {
        var looked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ReplayServer server = await ReplayServer.StartAsync(Success, new ReplayFaults
        {
            AnswerAccepted = async context =>
            {
                context.Abort();
                await looked.Task.WaitAsync(Token);
                return true;
            },
            Answer = context =>
            {
                if (context.Request.Path.StartsWithSegments("/api/history", StringComparison.Ordinal))
                    context.Response.OnCompleted(() => Task.FromResult(looked.TrySetResult()));
                return Task.FromResult(false);
            },
        });
        await using ComfyClient comfy = Connect(server);

        RawResult result = await comfy.RunAsync(Success.ToWorkflow(), cancellationToken: Token);

        Assert.Single(result["2"].Images);
        Assert.Single(server.RequestsTo("/api/prompt"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_that_swallows_the_prompt_costs_seconds(bool arrives)
    {
        var time = new FakeTimeProvider();
        int prompts = 0;
        Task<bool> SwallowAsync(HttpContext context) => context.Request.Path == "/api/prompt" && Interlocked.Increment(ref prompts) == 1
            ? Spoiling.SpoilAsync(context, "timeout")
            : Task.FromResult(false);
        await using ReplayServer server = await ReplayServer.StartAsync(
            Success,
            // Without events it can only be found by asking.
            arrives ? new ReplayFaults { AnswerAccepted = SwallowAsync, Lose = frame => frame.EventType != "status" } : new ReplayFaults { Answer = SwallowAsync });
        await using var comfy = new ComfyClient(server.Url, new ComfyClientOptions { TimeProvider = time });
        long begun = time.GetTimestamp();

        Task<RawResult> run = comfy.RunAsync(Success.ToWorkflow(), cancellationToken: Token);
        await time.AdvanceUntilAsync(TimeSpan.FromSeconds(0.1), run);

        Assert.Single((await run)["2"].Images);
        Assert.Equal(arrives ? 1 : 2, server.RequestsTo("/api/prompt").Count());
        Assert.InRange(time.GetElapsedTime(begun).TotalSeconds, 10, 45);
    }

    [Fact]
    public async Task A_prompt_is_not_lost_while_the_server_that_may_have_it_is_away()
    {
        var time = new FakeTimeProvider();
        TimeSpan away = TimeSpan.FromSeconds(30);
        long? lost = null;
        await using ReplayServer server = await ReplayServer.StartAsync(Success, new ReplayFaults
        {
            AnswerAccepted = context =>
            {
                lost = time.GetTimestamp();
                return Spoiling.SpoilAsync(context, "abort");
            },
            Answer = context => lost is { } begun && time.GetElapsedTime(begun) < away ? Spoiling.SpoilAsync(context, "abort") : Task.FromResult(false),
            Lose = frame => frame.EventType != "status",
        });
        await using var comfy = new ComfyClient(server.Url, new ComfyClientOptions { TimeProvider = time });

        Task<RawResult> run = comfy.RunAsync(Success.ToWorkflow(), cancellationToken: Token);
        await time.AdvanceUntilAsync(TimeSpan.FromSeconds(0.1), run);

        Assert.Single((await run)["2"].Images);
        Assert.Single(server.RequestsTo("/api/prompt"));
    }

    [Fact]
    public async Task A_prompt_that_could_not_leave_is_sent_again_without_asking()
    {
        await using GatedServer server = await GatedServer.StartAsync();
        await server.StopAsync();
        server.Open();
        var traffic = new Traffic();
        await using ComfyClient comfy = server.Connect(options =>
        {
            options.ConnectionMode = ConnectionMode.PollingOnly;
            options.Retry = new RetryOptions { MaxRetries = 10_000, Delay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(5) };
            options.HttpMessageHandler = traffic;
        });

        Task<RawResult> run = comfy.RunAsync(new RawWorkflow(GatedServer.Prompt), cancellationToken: Token);
        while (traffic.Sent.Count < 3)
            await Task.Delay(1, Token);
        await server.StartAgainAsync();

        Assert.Equal(["made"], (await run)["2"].Texts);
        string[] sent = [.. traffic.Sent];
        int attempts = sent.TakeWhile(request => request == "POST /api/prompt").Count();
        Assert.True(attempts > 1);
        Assert.DoesNotContain("POST /api/prompt", sent.Skip(attempts));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_prompt_that_never_arrives_is_given_up_and_taken_back(int retries)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Success, new ReplayFaults
        {
            Answer = context => context.Request.Path == "/api/prompt" ? Spoiling.SpoilAsync(context, "503") : Task.FromResult(false),
        });
        await using ComfyClient comfy = Connect(server, retries);

        var failure = await Assert.ThrowsAsync<ComfyServerException>(() => comfy.RunAsync(Success.ToWorkflow(), cancellationToken: Token));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, failure.StatusCode);
        Assert.Equal(retries + 1, server.RequestsTo("/api/prompt").Count());
        Assert.Equal(server.RequestsTo("/api/prompt").Select(sent => sent.Json.GetProperty("prompt_id").GetString()).Distinct(), server.Interrupted);
    }

    [Theory]
    [InlineData("400")]
    [InlineData("403")]
    [InlineData("413")]
    [InlineData("429")]
    public async Task A_refusal_is_final(string status)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Success, new ReplayFaults
        {
            Answer = context => context.Request.Path == "/api/prompt" ? Spoiling.SpoilAsync(context, status) : Task.FromResult(false),
        });
        await using ComfyClient comfy = Connect(server);

        await Assert.ThrowsAsync<ComfyServerException>(() => comfy.RunAsync(Success.ToWorkflow(), cancellationToken: Token));

        Assert.Equal(["/api/prompt"], server.Requests.Select(request => request.Path));
    }

    [Theory]
    [InlineData("0.3.44")]
    [InlineData("unknown")]
    public async Task A_server_that_gives_prompts_ids_of_its_own_cannot_be_asked_and_is_sent_nothing_twice(string version)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Success, new ReplayFaults
        {
            Version = version,
            OwnPromptId = "11111111-2222-4333-8444-555555555555",
            AnswerAccepted = context => Spoiling.SpoilAsync(context, "502"),
        });
        await using ComfyClient comfy = Connect(server);

        var failure = await Assert.ThrowsAsync<ComfyServerException>(() => comfy.RunAsync(Success.ToWorkflow(), cancellationToken: Token));

        Assert.Equal(HttpStatusCode.BadGateway, failure.StatusCode);
        Assert.Single(server.RequestsTo("/api/prompt"));
    }

    [Fact]
    public async Task A_cancellation_while_the_server_is_asked_takes_the_prompt_back()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using ReplayServer server = await ReplayServer.StartAsync(Recording.Load("0.8.0", "interrupt"), new ReplayFaults
        {
            AnswerAccepted = context => Spoiling.SpoilAsync(context, "abort"),
            StallBefore = frame => frame.EventType == "execution_start",
            Answer = async context =>
            {
                if (context.Request.Path == "/api/queue" && context.Request.Method == "GET")
                    await cancel.CancelAsync();
                return false;
            },
        });
        await using ComfyClient comfy = Connect(server);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            comfy.RunAsync(Recording.Load("0.8.0", "interrupt").ToWorkflow(), cancellationToken: cancel.Token));

        Assert.Single(server.RequestsTo("/api/prompt"));
        Assert.Equal([server.PromptId], server.Interrupted);
    }

    /// <summary>The limit is no pause but a stall of the server, which one of the kinds of a lost answer is.</summary>
    private static ComfyClient Connect(ReplayServer server, int retries = 3) => Clients.For(server, options =>
    {
        options.RequestTimeout = TimeSpan.FromSeconds(1);
        options.Retry = options.Retry with { MaxRetries = retries };
    });
}
