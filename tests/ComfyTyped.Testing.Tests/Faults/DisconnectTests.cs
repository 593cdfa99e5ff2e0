using ComfyTyped.Testing.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace ComfyTyped.Testing.Tests.Faults;

/// <summary>A server that learns late that a socket has broken.</summary>
public class DisconnectTests
{
    private const string Me = "me";
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(2);

    private readonly FakeTimeProvider _time = new();

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_new_socket_of_the_client_receives_everything_until_the_server_learns_of_the_old_one_and_nothing_afterwards()
    {
        await using TestServer server = await StartAsync();
        ArmedFault late = server.Server.Faults.Add(new DelayDisconnect(Late));
        await BreakAsync(server, late);
        await using EventSocket socket = await server.ConnectAsync(Me);
        string before = await server.SubmitAsync(Workflows.EmptyImage("before", 1), Me);
        await socket.ReadUntilEndAsync(before, CancellationToken);

        await LearnAsync(server);
        await using EventSocket observer = await server.ConnectAsync("observer");
        await server.SubmitAsync(Workflows.EmptyImage("after", 2), Me);
        string later = await server.SubmitAsync(Workflows.EmptyImage("later", 3), "observer");
        await observer.ReadUntilEndAsync(later, CancellationToken);

        Assert.False(socket.EndedWithGoodbye.IsCompleted);
        await socket.CloseAsync(CancellationToken);
        // The other prompts were not told to it, not even that the queue has become longer and shorter.
        Assert.Equal(("executing", before), (socket.Frames[^1].Type, (string?)socket.Frames[^1].Data!["prompt_id"]));
    }

    [Fact]
    public async Task A_forgotten_socket_gets_no_answer_to_its_hello()
    {
        await using TestServer server = await StartAsync();
        ArmedFault late = server.Server.Faults.Add(new DelayDisconnect(Late));
        await BreakAsync(server, late);
        await using EventSocket socket = await server.ConnectAsync(Me);
        await LearnAsync(server);

        await socket.SendAsync("""{"type":"feature_flags","data":{"supports_preview_metadata":true}}""", CancellationToken);
        await socket.CloseAsync(CancellationToken);

        Assert.DoesNotContain(socket.Frames, frame => frame.Type == "feature_flags");
    }

    [Fact]
    public async Task A_socket_that_says_goodbye_is_noticed_at_once()
    {
        await using TestServer server = await StartAsync();
        ArmedFault late = server.Server.Faults.Add(new DelayDisconnect(Late));
        await using (EventSocket old = await server.ConnectAsync(Me))
            await old.CloseAsync(CancellationToken);

        Assert.Equal(0, late.Strikes);
    }

    [Fact]
    public async Task A_socket_of_another_client_is_noticed_at_once()
    {
        await using TestServer server = await StartAsync();
        ArmedFault others = server.Server.Faults.Add(new DelayDisconnect(Late) { ClientId = "other" });
        ArmedFault all = server.Server.Faults.Add(new DelayDisconnect(TimeSpan.Zero));
        await BreakAsync(server, all);

        Assert.Equal(0, others.Strikes);
    }

    [Fact]
    public async Task A_restart_does_not_wait_for_the_news()
    {
        await using TestServer server = await StartAsync();
        ArmedFault late = server.Server.Faults.Add(new DelayDisconnect(Late));
        await BreakAsync(server, late);

        await server.Server.RestartAsync(keepMemory: true);

        await using EventSocket socket = await server.ConnectAsync(Me);
        string promptId = await server.SubmitAsync(Workflows.EmptyImage(), Me);
        await socket.ReadUntilEndAsync(promptId, CancellationToken);
    }

    private Task<TestServer> StartAsync() => TestServer.StartAsync(options => options.TimeProvider = _time);

    private static async Task BreakAsync(TestServer server, ArmedFault noticed)
    {
        EventSocket old = await server.ConnectAsync(Me);
        await old.ReadUntilAsync(frame => frame.Type == "status", CancellationToken);
        await old.DisposeAsync();
        await noticed.StruckAsync(cancellationToken: CancellationToken);
    }

    /// <summary>Lets the server learn that the old socket is gone.</summary>
    private async Task LearnAsync(TestServer server)
    {
        // The fault strikes before its wait begins, so that time may have to pass more than once.
        while (server.Server.State.Sockets.Knows(Me))
        {
            _time.Advance(Late);
            await Task.Delay(1, CancellationToken);
        }
    }
}
