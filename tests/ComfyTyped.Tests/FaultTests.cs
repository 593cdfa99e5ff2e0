using System.Text.Json;
using ComfyTyped.CompilerServices;
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
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_run_without_a_history_that_was_not_heard_from_end_to_end_is_no_success(bool answers)
    {
        Recording recording = Recording.Load("0.33.0", "big_seed_and_unicode");
        // One of its two outputs gets lost with the socket; its success comes over the next one.
        int output = recording.Frames.ToList().FindIndex(frame => frame.EventType == "executed");
        await using ReplayServer server = await ReplayServer.StartAsync(recording, new ReplayFaults
        {
            BreakSocketAfter = output,
            LostAfterBreak = 1,
            WaitForReconnect = true,
            NoHistory = true,
            Answer = context =>
            {
                bool refuses = !answers && context.Request.Path.StartsWithSegments("/api/history");
                if (refuses)
                    context.Response.StatusCode = 500;
                return Task.FromResult(refuses);
            },
        });
        await using ComfyClient comfy = Clients.For(server, options => options.UnreachableTimeout = TimeSpan.FromMilliseconds(500));

        var lost = await Assert.ThrowsAsync<ComfyRunLostException>(() => comfy.RunAsync(recording.ToWorkflow(), cancellationToken: Token));

        Assert.Equal((RunLostReason.NoHistory, server.PromptId), (lost.Reason, lost.PromptId));
    }

    [Fact]
    public async Task A_run_without_a_history_whose_output_nodes_have_all_reported_is_a_success()
    {
        Recording recording = Recording.Load("0.33.0", "success");
        await using ReplayServer server = await ReplayServer.StartAsync(
            recording, new ReplayFaults { BreakSocketAfter = 3, WaitForReconnect = true, NoHistory = true });
        await using ComfyClient comfy = Clients.For(server);

        KnownResult result = await comfy.RunAsync(new KnownWorkflow(), cancellationToken: Token);

        Assert.Single(result.Saved.Images);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_more_than_is_kept_the_rest_comes_from_the_history(bool hasHistory)
    {
        Recording recording = Recording.Load("0.33.0", "success");
        string filling = new('x', 10_000);
        IEnumerable<Frame> flood = Enumerable.Range(100, 20).Select(node => Frame.Text(
            $$$"""{"type":"executed","data":{"node":"{{{node}}}","output":{"text":["{{{filling}}}"]},"prompt_id":"{{{recording.PromptId}}}"}}"""));
        await using ReplayServer server = await ReplayServer.StartAsync(recording, new ReplayFaults
        {
            NoHistory = !hasHistory,
            Replace = frame => frame.EventType == "executed" ? [.. flood, Frame.Of(frame)] : [Frame.Of(frame)],
        });
        await using ComfyClient comfy = Clients.For(server, options => options.MaxResponseBytes = 100_000);

        Task<RawResult> run = comfy.RunAsync(recording.ToWorkflow(), cancellationToken: Token);

        if (hasHistory)
            Assert.Single((await run)["2"].Images);
        else
            Assert.Contains("MaxResponseBytes", (await Assert.ThrowsAsync<ComfyRunLostException>(() => run)).Message);
    }

    [Fact]
    public async Task A_history_that_is_too_large_is_not_read_again()
    {
        Recording recording = Recording.Load("0.3.64", "success");
        await using ReplayServer server = await ReplayServer.StartAsync(recording, new ReplayFaults { HistoryAnswer = new string(' ', 200_000) + "{}" });
        await using ComfyClient comfy = Clients.For(server, options => options.MaxResponseBytes = 100_000);

        RawResult result = await comfy.RunAsync(recording.ToWorkflow(), cancellationToken: Token);

        Assert.Single(result["2"].Images);
        Assert.Single(server.RequestsTo($"/api/history/{server.PromptId}"));
    }

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
        Assert.Equal(RunLostReason.Unreachable, lost.Reason);
        Assert.IsType<ComfyConnectionException>(lost.InnerException);
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

    /// <summary>A workflow of which it is known that one node makes outputs.</summary>
    private sealed class KnownWorkflow : ComfyWorkflow<KnownResult>
    {
        public KnownWorkflow()
            : base(new WorkflowTemplate("""{"2":{"class_type":"SaveImage","inputs":{"filename_prefix":"a"}}}"""u8.ToArray())) =>
            Attach(new RawNode(new NodeSchema("SaveImage", new InputSchema("filename_prefix", "FilenamePrefix")) { IsKnown = true, IsOutput = true }), 0, "Saved");

        public RawNode Saved => (RawNode)Nodes[0];

        protected override KnownResult CreateResult(RunOutputs outputs) => new(this, outputs);
    }

    private sealed class KnownResult(KnownWorkflow workflow, RunOutputs outputs) : ComfyResult(outputs)
    {
        public AnyOutput Saved => OutputOf(workflow.Saved);
    }
}
