using ComfyTyped.Tests.Replay;

namespace ComfyTyped.Tests;

/// <summary>What a server should not send, or nobody knows, harms nothing.</summary>
public class StrangeMessageTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("not json")]
    [InlineData("[1,2]")]
    [InlineData("{}")]
    [InlineData("""{"type":5,"data":7}""")]
    [InlineData("""{"type":"executed"}""")]
    [InlineData("""{"type":"progress_state","data":{"prompt_id":"PROMPT","nodes":[]}}""")]
    [InlineData("""{"type":"progress","data":{"prompt_id":"PROMPT","node":null,"value":null,"max":"x"}}""")]
    [InlineData("""{"type":"progress","data":{"prompt_id":"PROMPT","node":2,"value":NaN,"max":-Infinity}}""")]
    [InlineData("""{"type":"execution_cached","data":{"prompt_id":"PROMPT","nodes":null,"timestamp":1e300}}""")]
    [InlineData("""{"type":"executed","data":{"prompt_id":"PROMPT","node":"\ud800","output":null}}""")]
    public async Task A_strange_message_does_no_harm(string message)
    {
        Recording recording = Recording.Load("0.8.0", "success");
        string json = message.Replace("PROMPT", recording.PromptId, StringComparison.Ordinal);
        var faults = new ReplayFaults { Replace = frame => frame.EventType == "execution_start" ? [Frame.Text(json), Frame.Of(frame)] : [Frame.Of(frame)] };
        await using ReplayServer server = await ReplayServer.StartAsync(recording, faults);
        await using ComfyClient comfy = Clients.For(server);

        await using ComfyRun<RawResult> run = await comfy.StartAsync(recording.ToWorkflow(), Token);
        var events = new List<ComfyEvent>();
        await foreach (ComfyEvent item in run.Events.WithCancellation(Token))
            events.Add(item);

        Assert.Single((await run.Result)["2"].Images);
        Assert.Contains(events, item => item is ExecutionStartEvent);
        Assert.All(events.OfType<GraphProgress>(), progress => Assert.InRange(progress.Fraction, 0, 1));
    }

    [Fact]
    public async Task Unknown_messages_and_frames_are_delivered_as_unknown()
    {
        Recording recording = Recording.Load("0.8.0", "success");
        byte[] strange = [0, 0, 0, 9, 1, 2, 3];
        Frame[] extra = [Frame.Text("""{"type":"crystools.monitor","data":{"cpu":NaN}}"""), new Frame(strange, true), new Frame([0, 0, 0, 4, 0, 0, 1, 0, 1], true)];
        var faults = new ReplayFaults { Replace = frame => frame.EventType == "execution_start" ? [.. extra, Frame.Of(frame)] : [Frame.Of(frame)] };
        await using ReplayServer server = await ReplayServer.StartAsync(recording, faults);
        await using ComfyClient comfy = Clients.For(server);
        var events = new List<ComfyEvent>();

        await comfy.RunAsync(recording.ToWorkflow(), on => on.Event(events.Add), Token);

        UnknownEvent unknown = Assert.Single(events.OfType<UnknownEvent>());
        Assert.Equal(("crystools.monitor", "NaN"), (unknown.Type, unknown.Data.GetProperty("cpu").GetString()));
        UnknownFrame[] frames = [.. events.OfType<UnknownFrame>()];
        Assert.Equal([9u, 4u], frames.Select(frame => frame.Type));
        Assert.Equal(strange, frames[0].Data.ToArray());
    }

    [Fact]
    public async Task A_frame_of_20_megabytes_arrives_whole()
    {
        Recording recording = Recording.Load("0.8.0", "success");
        byte[] picture = new byte[20 * 1024 * 1024];
        new Random(1).NextBytes(picture);
        var frame = new Frame([0, 0, 0, 1, 0, 0, 0, 2, .. picture], true);
        var faults = new ReplayFaults { Replace = entry => entry.EventType == "executed" ? [frame, Frame.Of(entry)] : [Frame.Of(entry)] };
        await using ReplayServer server = await ReplayServer.StartAsync(recording, faults);
        await using ComfyClient comfy = Clients.For(server, options => options.HistoryPollInterval = ComfyClientDefaults.HistoryPollInterval);
        var previews = new List<PreviewFrame>();

        RawWorkflow workflow = recording.ToWorkflow();
        await comfy.RunAsync(workflow, on => on.Preview(previews.Add), Token);

        PreviewFrame preview = Assert.Single(previews);
        Assert.True(preview.Image.Span.SequenceEqual(picture));
        Assert.Same(workflow["2"], preview.Node);
    }

    [Fact]
    public async Task A_blocked_node_does_not_end_the_run()
    {
        Recording recording = Recording.Load("0.8.0", "success");
        string blocked = $$$"""{"type":"execution_error","data":{"prompt_id":"{{{recording.PromptId}}}","node_id":"2","exception_type":"ExecutionBlocked","exception_message":"no","traceback":[],"current_inputs":[],"current_outputs":[]}}""";
        var faults = new ReplayFaults { Replace = frame => frame.EventType == "executed" ? [Frame.Text(blocked), Frame.Of(frame)] : [Frame.Of(frame)] };
        await using ReplayServer server = await ReplayServer.StartAsync(recording, faults);
        await using ComfyClient comfy = Clients.For(server);
        var events = new List<ComfyEvent>();

        RawResult result = await comfy.RunAsync(recording.ToWorkflow(), on => on.Event(events.Add), Token);

        Assert.Single(result["2"].Images);
        Assert.True(Assert.Single(events.OfType<ExecutionErrorEvent>()).IsBlocked);
    }

    [Fact]
    public async Task A_history_that_says_success_and_holds_an_error_is_a_failure()
    {
        Recording recording = Recording.Load("0.8.0", "runtime_error");
        string history = recording.HistoryAnswer.Replace("\"status_str\": \"error\"", "\"status_str\": \"success\"", StringComparison.Ordinal);
        Assert.NotEqual(recording.HistoryAnswer, history);
        await using ReplayServer server = await ReplayServer.StartAsync(recording, new ReplayFaults
        {
            Lose = frame => frame.IsOutcome,
            HistoryAnswer = history,
        });
        await using ComfyClient comfy = Clients.For(server);

        var failed = await Assert.ThrowsAsync<NodeFailedException>(() => comfy.RunAsync(recording.ToWorkflow(), cancellationToken: Token));

        Assert.Equal("RuntimeError", failed.ExceptionType);
    }

    [Fact]
    public async Task A_history_with_bare_NaN_is_read()
    {
        Recording recording = Recording.Load("0.8.0", "success");
        string history = recording.HistoryAnswer.Replace("\"images\":", "\"score\": [NaN, -Infinity, \"NaN\"], \"images\":", StringComparison.Ordinal);
        await using ReplayServer server = await ReplayServer.StartAsync(recording, new ReplayFaults { HistoryAnswer = history });
        await using ComfyClient comfy = Clients.For(server);

        RawResult result = await comfy.RunAsync(recording.ToWorkflow(), cancellationToken: Token);

        Assert.Equal(["NaN", "-Infinity", "NaN"], result["2"].Json.GetProperty("score").EnumerateArray().Select(item => item.GetString()!));
        Assert.Single(result["2"].Images);
    }
}
