using System.Net.WebSockets;
using Microsoft.Extensions.Time.Testing;

namespace ComfyTyped.Tests.Endings;

/// <summary>A socket that the server has forgotten, refuses or drops costs the runs neither their events nor the server its peace.</summary>
public class SocketTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_a_drop_that_the_server_notices_late_every_later_run_hears_all_by_the_socket()
    {
        await using StubServer server = await StubServer.StartAsync();
        await using var comfy = new ComfyClient(server.Url, new ComfyClientOptions { HistoryPollInterval = TimeSpan.FromSeconds(1) });
        await using ComfyRun<RawResult> first = await comfy.StartAsync(Workflow(), Token);
        string id = Assert.Single(server.ClientIds);

        server.BreakSockets();
        await StubServer.UntilAsync(() => server.SocketsOpened == 2 && comfy.ConnectionState == ConnectionState.Connected);
        server.NoticeBreaks(id);
        for (int i = 0; i < 3; i++)
            await HearAsync(server, comfy, isAlone: false);
        await server.RunAsync(first.PromptId);

        Assert.Equal(["made"], (await first.Result)["1"].Texts);
        await HearAsync(server, comfy);
    }

    [Fact]
    public async Task A_client_that_gave_a_run_away_uses_another_id_for_the_next()
    {
        await using StubServer server = await StubServer.StartAsync();
        await using var first = new ComfyClient(server.Url);
        await using ComfyRun<RawResult> left = await first.StartAsync(Workflow(), Token);

        await left.DetachAsync();
        await using var second = new ComfyClient(server.Url);
        await using ComfyRun<RawResult> resumed = await second.ResumeAsync(Workflow(), left.Handle, Token);
        await HearAsync(server, first, isAlone: false);
        await server.RunAsync(resumed.PromptId);

        Assert.Equal(RunWitness.Socket, (await resumed.Result).EndedBy);
        await HearAsync(server, first);
        await HearAsync(server, second);
    }

    [Fact]
    public async Task A_socket_that_the_server_has_forgotten_is_found_out_by_the_first_run_and_replaced()
    {
        await using StubServer server = await StubServer.StartAsync();
        await using var comfy = new ComfyClient(server.Url);
        await HearAsync(server, comfy);

        server.NoticeBreaks(Assert.Single(server.ClientIds));
        await using ComfyRun<RawResult> unheard = await comfy.StartAsync(Workflow(), Token);
        await server.RunAsync(unheard.PromptId);

        Assert.Equal(["made"], (await unheard.Result)["1"].Texts);
        await HearAsync(server, comfy);
        Assert.Equal(2, server.SocketsOpened);
    }

    [Fact]
    public async Task A_proxy_that_accepts_sockets_and_closes_them_is_left_in_peace()
    {
        await using StubServer server = await StubServer.StartAsync();
        int accepted = 0;
        server.Intercept = async context =>
        {
            if (context.Request.Path != "/ws")
                return false;
            Interlocked.Increment(ref accepted);
            using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
            await socket.CloseOutputAsync(WebSocketCloseStatus.PolicyViolation, "no", Token);
            return true;
        };
        var time = new FakeTimeProvider();
        await using var comfy = new ComfyClient(server.Url, new ComfyClientOptions { TimeProvider = time, ConnectTimeout = TimeSpan.FromHours(1) });
        Task<RawResult>[] runs = [.. Enumerable.Range(0, 20).Select(_ => comfy.RunAsync(Workflow(), cancellationToken: Token))];
        await StubServer.UntilAsync(() => server.Queued.Count == runs.Length);

        for (int step = 0; step < 600; step++)
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(1, Token);
        }

        // In a minute: at first quickly, then every 15 seconds, on at most four ids.
        Assert.InRange(accepted, 2, 80);
        Assert.InRange(server.Count("GET /api/"), 1, 60 * 4);
        foreach (string promptId in server.Queued)
            server.End(promptId);
        await time.AdvanceUntilAsync(TimeSpan.FromMilliseconds(100), Task.WhenAll(runs));
    }

    [Fact]
    public async Task A_handshake_that_is_cut_is_tried_again()
    {
        await using StubServer server = await StubServer.StartAsync();
        int cut = 0;
        server.Intercept = context =>
        {
            bool isCut = context.Request.Path == "/ws" && Interlocked.Increment(ref cut) <= 2;
            if (isCut)
                context.Abort();
            return Task.FromResult(isCut);
        };
        await using var comfy = new ComfyClient(server.Url);

        await HearAsync(server, comfy);

        Assert.Equal(3, cut);
    }

    [Fact]
    public async Task A_server_that_was_there_before_is_waited_for()
    {
        await using StubServer server = await StubServer.StartAsync();
        var time = new FakeTimeProvider();
        await using var comfy = new ComfyClient(server.Url, new ComfyClientOptions { TimeProvider = time });
        await HearAsync(server, comfy);
        int refused = 0;
        server.Intercept = context =>
        {
            bool isRefused = context.Request.Path == "/ws" && refused < 5;
            if (isRefused)
            {
                refused++;
                context.Abort();
            }
            return Task.FromResult(isRefused);
        };
        server.BreakSockets();
        await StubServer.UntilAsync(() => comfy.ConnectionState == ConnectionState.Disconnected);

        Task<ComfyRun<RawResult>> start = comfy.StartAsync(Workflow(), Token);
        await time.AdvanceUntilAsync(TimeSpan.FromMilliseconds(100), start);

        await using ComfyRun<RawResult> run = await start;
        Assert.Equal(5, refused);
    }

    private static RawWorkflow Workflow() => new("""{"1":{"class_type":"PreviewAny","inputs":{}}}""");

    /// <summary>Runs a workflow whose every event must come by the socket, without a look at the server unless other runs need one.</summary>
    private static async Task HearAsync(StubServer server, ComfyClient comfy, bool isAlone = true)
    {
        await using ComfyRun<RawResult> run = await comfy.StartAsync(Workflow(), Token);
        int looks = server.Count("GET /api/jobs") + server.Count("GET /api/queue");
        await server.RunAsync(run.PromptId);

        RawResult result = await run.Result;

        Assert.Equal(RunWitness.Socket, result.EndedBy);
        if (isAlone)
            Assert.Equal(looks, server.Count("GET /api/jobs") + server.Count("GET /api/queue"));
        List<ComfyEvent> events = await run.Events.Where(item => item.PromptId == run.PromptId && item is not GraphProgress).ToListAsync(Token);
        Assert.Equal(
            [typeof(ExecutionStartEvent), typeof(ExecutingEvent), typeof(ExecutedEvent), typeof(ExecutionSuccessEvent), typeof(ExecutionEndedEvent)],
            events.Select(item => item.GetType()));
    }
}
