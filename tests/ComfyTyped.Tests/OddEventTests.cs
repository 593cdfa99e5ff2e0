using System.Text;
using ComfyTyped.Options;
using ComfyTyped.Runs;
using ComfyTyped.Tests.Replay;
using ComfyTyped.Wire;

namespace ComfyTyped.Tests;

/// <summary>Messages that are unusual and yet happen.</summary>
public class OddEventTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(FaultTests.Versions), MemberType = typeof(FaultTests))]
    public async Task Outputs_that_only_the_history_tells_do_not_take_the_progress_back(string version)
    {
        Recording recording = Recording.Load(version, "success");
        await using ReplayServer server = await ReplayServer.StartAsync(recording, new ReplayFaults
        {
            Lose = frame => frame.EventType is "executed" or "progress_state" or "executing" && !frame.IsEnd,
        });
        await using ComfyClient comfy = Clients.For(server);
        var progress = new List<GraphProgress>();

        await comfy.RunAsync(recording.ToWorkflow(), on => on.Progress(progress.Add), Token);

        GraphProgress last = Assert.Single(progress, item => item.Fraction == 1);
        Assert.Same(last, progress[^1]);
        Assert.Equal(last.Total, last.Done);
    }

    [Fact]
    public async Task A_reader_that_stops_can_go_on_later()
    {
        var buffer = new EventBuffer(new EventLimits(8, 1 << 20));
        StatusEvent[] events = [new(0, null), new(1, null), new(2, null)];
        foreach (StatusEvent item in events)
            buffer.Add(item);

        var read = new List<ComfyEvent>();
        for (int i = 0; i < events.Length; i++)
        {
            await foreach (ComfyEvent item in buffer.ReadAllAsync(Token))
            {
                read.Add(item);
                break;
            }
        }

        Assert.Equal(events, read);
    }

    [Fact]
    public async Task Keys_that_are_no_text_do_no_harm()
    {
        Recording recording = Recording.Load("0.8.0", "success");
        string history = recording.HistoryAnswer
            .Replace("\"outputs\":", "\"\\udc80\": 1, \"outputs\":", StringComparison.Ordinal)
            .Replace("\"images\":", "\"\\udc80\": [{\"\\udc81 a longer one\": 1, \"filename\": \"x.bin\"}], \"images\":", StringComparison.Ordinal);
        history = "{\"\\udc80\": {}, " + history.TrimStart()[1..];
        await using ReplayServer server = await ReplayServer.StartAsync(recording, new ReplayFaults { HistoryAnswer = history });
        await using ComfyClient comfy = Clients.For(server);

        RawResult result = await comfy.RunAsync(recording.ToWorkflow(), cancellationToken: Token);

        Assert.Single(result["2"].Images);
    }

    [Theory]
    [InlineData("""{"type":"execution_start","\udc80":1,"data":{"\udc80":1,"prompt_id":"P"}}""")]
    [InlineData("""{"\udc80":1,"type":"execution_start","data":{"prompt_id":"P","\udc80":1}}""")]
    public void A_message_with_a_key_that_is_no_text_is_read(string json)
    {
        SocketMessage message = SocketMessage.Read(Encoding.UTF8.GetBytes(json));

        Assert.Equal(EventKind.ExecutionStart, message.Kind);
        Assert.Equal("P", Encoding.UTF8.GetString(message.PromptId));
    }

    [Fact]
    public async Task An_interruption_that_names_no_node_has_no_node_id()
    {
        Recording recording = Recording.Load("0.8.0", "interrupt");
        string interrupted = $$$"""{"type":"execution_interrupted","data":{"prompt_id":"{{{recording.PromptId}}}"}}""";
        await using ReplayServer server = await ReplayServer.StartAsync(recording, new ReplayFaults
        {
            NoHistory = true,
            Replace = frame => frame.EventType == "execution_interrupted" ? [Frame.Text(interrupted)] : [Frame.Of(frame)],
        });
        await using ComfyClient comfy = Clients.For(server);

        var thrown = await Assert.ThrowsAsync<RunInterruptedException>(() => comfy.RunAsync(recording.ToWorkflow(), cancellationToken: Token));

        Assert.Null(thrown.NodeId);
        Assert.Null(thrown.Node);
    }
}
