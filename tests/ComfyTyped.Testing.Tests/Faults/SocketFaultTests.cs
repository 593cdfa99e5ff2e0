using System.Net.WebSockets;
using ComfyTyped.Testing.Tests.Support;

namespace ComfyTyped.Testing.Tests.Faults;

/// <summary>What faults do to sockets and their messages.</summary>
public class SocketFaultTests
{
    private const string Progress = "progress";
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cut_after_a_message_lets_it_arrive_and_ends_the_socket_without_a_goodbye()
    {
        (TestServer server, EventSocket socket, _) = await RunAsync(new CutSocket { After = Progress, Skip = 1 });
        await using (server)
        await using (socket)
        {
            Assert.False(await socket.EndedWithGoodbye.WaitAsync(CancellationToken));
            await DrainAsync(socket);
            Assert.Equal(Progress, socket.Frames[^1].Type);
            Assert.Equal(2, socket.Frames.Count(frame => frame.Type == Progress));
        }
    }

    [Fact]
    public async Task A_cut_before_a_message_takes_it_along()
    {
        (TestServer server, EventSocket socket, _) = await RunAsync(new CutSocket { Before = "executed" });
        await using (server)
        await using (socket)
        {
            Assert.False(await socket.EndedWithGoodbye.WaitAsync(CancellationToken));
            await DrainAsync(socket);
            Assert.Contains(socket.Frames, frame => frame.Type == Progress);
            Assert.DoesNotContain(socket.Frames, frame => frame.Type == "executed");
        }
    }

    [Fact]
    public async Task A_deaf_socket_stays_open_and_a_new_one_with_its_id_hears()
    {
        (TestServer server, EventSocket socket, ArmedFault fault) = await RunAsync(new DeafenSocket { After = "execution_start", Times = 1 });
        await using (server)
        await using (socket)
        {
            await fault.StruckAsync(cancellationToken: CancellationToken);
            await using EventSocket second = await server.ConnectAsync("me");
            string promptId = await server.SubmitAsync(Workflows.EmptyImage(), "me");
            await second.ReadUntilEndAsync(promptId, CancellationToken);
            Assert.False(socket.EndedWithGoodbye.IsCompleted);
            await socket.CloseAsync(CancellationToken);
            Assert.Equal("execution_start", socket.Frames[^1].Type);
        }
    }

    [Fact]
    public async Task A_stalled_socket_brings_nothing_and_ends_when_the_client_hangs_up()
    {
        await using TestServer server = await TestServer.StartAsync();
        // More than the client's buffer: of a smaller message it would not see the half that comes.
        server.Server.Faults.Add(new RewriteMessage(json => HostileContent.HugeText(json, 300_000)) { On = "executed" });
        server.Server.Faults.Add(new StallSocket { On = "executed", Times = 1 });
        EventSocket socket = await server.ConnectAsync("me");
        await server.SubmitAsync(Workflows.EmptyImage(), "me");
        await socket.Beginning.WaitAsync(CancellationToken);

        Task closing = socket.CloseAsync(CancellationToken);
        await server.RunAsync(Workflows.EmptyImage("other", 1));
        Assert.False(closing.IsCompleted);

        await socket.DisposeAsync();
        await DrainAsync(socket);
        Assert.DoesNotContain(socket.Frames, frame => frame.Type == "executed");
    }

    [Fact]
    public async Task A_lost_message_does_not_come_and_the_others_do() =>
        Assert.Equal(ProgressOf(2, 3), ProgressIn(await RunToEndAsync(new LoseMessage { On = Progress, Times = 1 })));

    [Fact]
    public async Task A_duplicate_comes_right_after_its_message() =>
        Assert.Equal(ProgressOf(1, 1, 2, 3), ProgressIn(await RunToEndAsync(new DuplicateMessage { On = Progress, Times = 1 })));

    [Fact]
    public async Task A_reordered_message_comes_after_as_many_as_asked_for()
    {
        IReadOnlyList<Frame> usual = await RunToEndAsync(new LoseMessage { On = "no such message" });
        IReadOnlyList<Frame> frames = await RunToEndAsync(new ReorderMessage(2) { On = "execution_start" });
        int place = usual.ToList().FindIndex(frame => frame.Type == "execution_start");
        Assert.Equal(place + 2, frames.ToList().FindIndex(frame => frame.Type == "execution_start"));
        Assert.Equal(usual.Count, frames.Count);
    }

    [Fact]
    public async Task A_delayed_message_comes_and_the_order_stays() =>
        Assert.Equal(ProgressOf(1, 2, 3), ProgressIn(await RunToEndAsync(new DelayMessage(TimeSpan.FromMilliseconds(20)) { On = Progress, Times = 1 })));

    [Fact]
    public async Task A_truncated_message_is_half_of_it() =>
        Assert.StartsWith("{\"type\":\"progress\"", Unreadable(await RunToEndAsync(new TruncateMessage { On = Progress, Times = 1 })).Text);

    [Fact]
    public async Task A_garbled_message_has_other_characters_and_the_same_length()
    {
        IReadOnlyList<Frame> frames = await RunToEndAsync(new GarbleMessage { On = Progress, Times = 1, Share = 1 });
        Assert.InRange(Unreadable(frames).Text!.Length, 50, 300);
        Assert.Equal(2, ProgressIn(frames).Count());
    }

    [Fact]
    public async Task A_rewritten_message_says_what_it_was_told_to() =>
        Assert.Equal("nothing", Unreadable(await RunToEndAsync(new RewriteMessage(_ => "nothing") { On = Progress, Times = 1 })).Text);

    [Fact]
    public async Task An_oversize_frame_comes_whole_before_its_message()
    {
        IReadOnlyList<Frame> frames = await RunToEndAsync(new OversizeFrame(3_000_000) { On = "executed" });
        int place = frames.ToList().FindIndex(frame => frame.Binary?.Length == 3_000_000);
        Assert.Equal("executed", frames[place + 1].Type);
        Assert.All(frames[place].Binary!, value => Assert.Equal(0, value));
    }

    [Fact]
    public async Task A_fault_of_one_client_leaves_the_others_alone()
    {
        await using TestServer server = await TestServer.StartAsync();
        ArmedFault fault = server.Server.Faults.Add(new LoseMessage { ClientId = "other", On = Progress });

        IReadOnlyList<Frame> mine = await RunToEndAsync(server, "me");
        IReadOnlyList<Frame> others = await RunToEndAsync(server, "other", seed: "43");

        Assert.NotEmpty(ProgressIn(mine));
        Assert.Empty(ProgressIn(others));
        Assert.Equal(ProgressIn(mine).Count(), fault.Strikes);
    }

    [Fact]
    public async Task A_fault_can_look_at_the_message() => Assert.Equal(
        ProgressOf(1, 3),
        ProgressIn(await RunToEndAsync(new LoseMessage { When = message => !message.IsBinary && message.Text.Contains("\"value\":2", StringComparison.Ordinal) })));

    [Fact]
    public async Task Sockets_are_refused_as_often_as_asked_for_and_requests_are_not()
    {
        await using TestServer server = await TestServer.StartAsync();
        server.Server.Faults.Add(new RefuseSocket { Times = 2 });
        for (int attempt = 0; attempt < 2; attempt++)
            await Assert.ThrowsAsync<WebSocketException>(() => server.ConnectAsync("me"));
        await using EventSocket socket = await server.ConnectAsync("me");
        Assert.Equal("{}", (await server.GetAsync("/history")).Text);
    }

    private static async Task<(TestServer Server, EventSocket Socket, ArmedFault Fault)> RunAsync(Fault fault)
    {
        TestServer server = await TestServer.StartAsync();
        ArmedFault armed = server.Server.Faults.Add(fault);
        EventSocket socket = await server.ConnectAsync("me");
        await server.SubmitAsync(Workflows.TextToImage(), "me");
        return (server, socket, armed);
    }

    private static async Task<IReadOnlyList<Frame>> RunToEndAsync(Fault fault)
    {
        await using TestServer server = await TestServer.StartAsync();
        server.Server.Faults.Add(fault);
        return await RunToEndAsync(server);
    }

    private static async Task<IReadOnlyList<Frame>> RunToEndAsync(TestServer server, string clientId = "me", string seed = "42")
    {
        await using EventSocket socket = await server.ConnectAsync(clientId);
        string promptId = await server.SubmitAsync(Workflows.TextToImage(seed), clientId);
        await socket.ReadUntilEndAsync(promptId, CancellationToken);
        return socket.Frames;
    }

    private static async Task DrainAsync(EventSocket socket) =>
        await Assert.ThrowsAnyAsync<Exception>(() => socket.ReadUntilAsync(_ => false, CancellationToken));

    private static Frame Unreadable(IEnumerable<Frame> frames) => Assert.Single(frames, frame => frame.Type == "unreadable");

    private static IEnumerable<double> ProgressOf(params double[] values) => values;

    private static IEnumerable<double> ProgressIn(IEnumerable<Frame> frames) =>
        frames.Where(frame => frame.Type == Progress).Select(frame => (double)frame.Data!["value"]!);
}
