using System.Text.Json;
using ComfyTyped.Tests.Replay;

namespace ComfyTyped.Tests;

/// <summary>Whatever gets lost, breaks or comes twice, a run ends, once, with the same result.</summary>
public class FaultTests
{
    private const string Foreign = "11111111-2222-4333-8444-555555555555";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Versions => [.. Recording.Versions];

    public static TheoryData<string, int> BreakPoints
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (string version in Recording.Versions)
            {
                for (int index = 0; index <= Recording.Load(version, "success").Frames.Count(); index++)
                    data.Add(version, index);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(BreakPoints))]
    public async Task A_socket_that_breaks_anywhere_does_not_change_the_result(string version, int frame) =>
        await SucceedAsync(version, "success", new ReplayFaults { BreakSocketAfter = frame });

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_lost_execution_success_does_not_change_the_result(string version) =>
        await SucceedAsync(version, "success", new ReplayFaults { Lose = frame => frame.EventType == "execution_success" });

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_lost_end_marker_does_not_change_the_result(string version) =>
        await SucceedAsync(version, "success", new ReplayFaults { Lose = frame => frame.IsEnd });

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_run_whose_events_are_all_lost_is_found_in_the_history(string version) =>
        await SucceedAsync(version, "success", new ReplayFaults { Lose = frame => frame.EventType != "status" });

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_history_that_is_empty_at_first_is_read_again(string version) =>
        await SucceedAsync(version, "success", new ReplayFaults { EmptyHistories = 3 });

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_run_without_a_history_has_the_outputs_of_its_events(string version) =>
        await SucceedAsync(version, "success", new ReplayFaults { NoHistory = true });

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Frames_in_fragments_are_put_together(string version) =>
        await SucceedAsync(version, "text_to_image", new ReplayFaults { Fragments = 7 });

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Events_that_come_before_the_answer_to_the_submission_count(string version) =>
        await SucceedAsync(version, "success", new ReplayFaults { FramesBeforeAnswer = true });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_that_chooses_the_prompt_id_itself_is_followed(bool framesBeforeAnswer)
    {
        Recording recording = Recording.Load("0.3.64", "success");
        var faults = new ReplayFaults { OwnPromptId = Foreign, FramesBeforeAnswer = framesBeforeAnswer, NoHistory = true };
        await using ReplayServer server = await ReplayServer.StartAsync(recording, faults);
        await using ComfyClient comfy = Clients.For(server);
        var events = new List<ComfyEvent>();

        RawResult result = await comfy.RunAsync(recording.ToWorkflow(), on => on.Event(events.Add), Token);

        Assert.Equal(Foreign, result.PromptId);
        Assert.Single(result["2"].Images);
        Assert.Contains(events, item => item is ExecutionStartEvent { PromptId: Foreign });
        Assert.Single(events, item => item is ExecutionSuccessEvent);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Other_clients_runs_change_nothing(string version)
    {
        string[] foreign =
        [
            """{"type":"execution_start","data":{"prompt_id":"P","timestamp":1}}""",
            """{"type":"executed","data":{"node":"2","display_node":"2","output":{"images":[{"filename":"theirs.png","subfolder":"","type":"output"}]},"prompt_id":"P"}}""",
            """{"type":"execution_error","data":{"prompt_id":"P","node_id":"1","node_type":"EmptyImage","exception_type":"RuntimeError","exception_message":"theirs","traceback":[]}}""",
            """{"type":"execution_interrupted","data":{"prompt_id":"P","node_id":"1","node_type":"EmptyImage","executed":[]}}""",
            """{"type":"executing","data":{"node":null,"prompt_id":"P"}}""",
            """{"type":"executing","data":{"node":"2"}}""",
            """{"type":"status","data":{"status":null}}""",
        ];
        await SucceedAsync(version, "success", new ReplayFaults
        {
            Replace = frame => [.. foreign.Select(json => Frame.Text(json.Replace("\"P\"", $"\"{Foreign}\"", StringComparison.Ordinal))), Frame.Of(frame)],
        });
    }

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
        await using ComfyClient comfy = Clients.For(server);
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

    [Fact]
    public async Task A_run_that_neither_queue_nor_history_know_is_lost()
    {
        Recording recording = Recording.Load("0.8.0", "success");
        var faults = new ReplayFaults { Forgets = true, Lose = frame => frame.EventType != "status" };
        await using ReplayServer server = await ReplayServer.StartAsync(recording, faults);
        await using ComfyClient comfy = Clients.For(server);

        var lost = await Assert.ThrowsAsync<ComfyRunLostException>(() => comfy.RunAsync(recording.ToWorkflow(), cancellationToken: Token));

        Assert.Equal(server.PromptId, lost.PromptId);
        Assert.Equal(2, server.RequestsTo("/api/queue").Count());
    }

    [Fact]
    public async Task A_server_that_goes_away_loses_its_runs()
    {
        Recording recording = Recording.Load("0.8.0", "interrupt");
        ReplayServer server = await ReplayServer.StartAsync(recording, new ReplayFaults { StallBefore = frame => frame.EventType == "progress" });
        await using ComfyClient comfy = Clients.For(server, options => options.UnreachableTimeout = TimeSpan.FromMilliseconds(200));
        await using ComfyRun<RawResult> run = await comfy.StartAsync(recording.ToWorkflow(), Token);
        await server.Stalled.WaitAsync(Token);

        await server.DisposeAsync();

        var lost = await Assert.ThrowsAsync<ComfyRunLostException>(() => run.Result);
        Assert.IsType<ComfyConnectionException>(lost.InnerException);
    }

    [Fact]
    public async Task A_dropped_socket_is_opened_again_by_the_next_run()
    {
        Recording recording = Recording.Load("0.8.0", "success");
        await using ReplayServer first = await ReplayServer.StartAsync(recording, new ReplayFaults { BreakSocketAfter = 3 });
        await using ComfyClient comfy = Clients.For(first);
        await comfy.RunAsync(recording.ToWorkflow(), cancellationToken: Token);
        first.Rewind();

        RawResult result = await comfy.RunAsync(recording.ToWorkflow(), cancellationToken: Token);

        Assert.Single(result["2"].Images);
        Assert.Equal(2, first.ClientIds.Distinct().Count());
        Assert.Empty(first.Violations);
    }

    private static async Task SucceedAsync(string version, string scenario, ReplayFaults faults)
    {
        Recording recording = Recording.Load(version, scenario);
        await using ReplayServer server = await ReplayServer.StartAsync(recording, faults);
        await using ComfyClient comfy = Clients.For(server);
        var events = new List<ComfyEvent>();

        await using ComfyRun<RawResult> run = await comfy.StartAsync(recording.ToWorkflow(), Token);
        await foreach (ComfyEvent item in run.Events.WithCancellation(Token))
            events.Add(item);
        RawResult result = await run.Result;

        Assert.Single(events, item => item is GraphProgress { Fraction: 1 });
        string[] outputs = [.. recording.History.GetProperty("outputs").EnumerateObject().Select(output => output.Name)];
        Assert.Equal(outputs, events.OfType<ExecutedEvent>().Where(item => !item.Output.IsEmpty && item.PromptId == run.PromptId).Select(item => item.NodeId));
        foreach (JsonProperty output in recording.History.GetProperty("outputs").EnumerateObject())
            Assert.True(JsonElement.DeepEquals(output.Value, result[output.Name].Json), output.Name);
        Assert.Empty(server.Violations);
    }
}
