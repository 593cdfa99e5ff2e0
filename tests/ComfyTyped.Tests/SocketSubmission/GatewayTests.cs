using ComfyTyped.CompilerServices;
using ComfyTyped.Testing;
using Microsoft.Extensions.Time.Testing;

namespace ComfyTyped.Tests.SocketSubmission;

/// <summary>Gateways that have nothing but the socket, and are not careful about what they say there.</summary>
public class GatewayTests
{
    private const string End = """{"type":"executing","data":{"node":null}}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_has_its_result_although_no_answer_names_it()
    {
        await using Gateway gateway = await Gateway.StartAsync(prompt => prompt.SayAsync(
            """{"type":"executing","data":{"node":"1","progress":50}}""", """{"type":"executing","data":{"node":"1","progress":100}}""", Made(prompt.Prefix), End));
        await using ComfyClient comfy = gateway.Connect();
        var progress = new List<GraphProgress>();

        RawResult result = await comfy.RunAsync(Workflow("a"), on => on.Progress(progress.Add), Token);

        Assert.Equal("a.png", Assert.Single(result["2"].Images).FileName);
        Assert.Equal(RunWitness.Socket, result.EndedBy);
        Assert.Equal(progress.Select(item => item.Fraction).Order(), progress.Select(item => item.Fraction));
        Assert.Equal(1, progress[^1].Fraction);
    }

    [Fact]
    public async Task Runs_without_names_get_what_is_said_in_the_order_in_which_they_were_sent()
    {
        await using Gateway gateway = await Gateway.StartAsync(prompt => prompt.SayAsync(
            """{"type":"executing","data":{"node":"1","progress":0.5}}""", Made(prompt.Prefix), """{"type":"execution_success","data":{}}""", End));
        await using ComfyClient comfy = gateway.Connect();

        RawResult[] results = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => comfy.RunAsync(Workflow($"n{i}"), cancellationToken: Token)));

        Assert.Equal(Enumerable.Range(0, 16).Select(i => $"n{i}.png"), results.Select(result => Assert.Single(result["2"].Images).FileName));
    }

    [Fact]
    public async Task Runs_go_by_the_ids_that_the_gateway_gives_them()
    {
        var first = new TaskCompletionSource<GatewayPrompt>();
        await using Gateway gateway = await Gateway.StartAsync(async prompt =>
        {
            await prompt.SayAsync($$$"""{"type":"executing","data":{"node":"1","prompt_id":"own-{{{prompt.Prefix}}}"}}""");
            if (first.TrySetResult(prompt))
                return;
            // The second is done first.
            await prompt.SayAsync(Named("own-b", "b"), EndOf("own-b"), Named("own-a", "a"), EndOf("own-a"));
        });
        await using ComfyClient comfy = gateway.Connect();

        await using ComfyRun<RawResult> a = await comfy.StartAsync(Workflow("a"), Token);
        await using ComfyRun<RawResult> b = await comfy.StartAsync(Workflow("b"), Token);

        Assert.Equal("a.png", Assert.Single((await a.Result)["2"].Images).FileName);
        Assert.Equal("b.png", Assert.Single((await b.Result)["2"].Images).FileName);
        Assert.Equal(("own-a", "own-b"), (a.PromptId, b.PromptId));
    }

    [Fact]
    public async Task What_is_said_of_another_clients_run_is_not_taken_for_an_own_one_where_ids_are_heeded()
    {
        await using Gateway gateway = await Gateway.StartAsync(prompt => prompt.SayAsync(
            $$$"""{"type":"execution_start","data":{"prompt_id":"{{{prompt.Id}}}"}}""", Named("another", "wrong"), EndOf("another"), Named(prompt.Id, prompt.Prefix), EndOf(prompt.Id)));
        await using ComfyClient comfy = gateway.Connect();

        foreach (string name in (string[])["a", "b"])
            Assert.Equal($"{name}.png", Assert.Single((await comfy.RunAsync(Workflow(name), cancellationToken: Token))["2"].Images).FileName);
    }

    [Fact]
    public async Task What_is_said_of_a_cancelled_run_is_not_taken_for_the_next_one()
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using Gateway gateway = await Gateway.StartAsync(async prompt =>
        {
            await prompt.SayAsync("""{"type":"executing","data":{"node":"1"}}""");
            if (prompt.Prefix == "a")
                await go.Task;
            await prompt.SayAsync(Made(prompt.Prefix), End);
        });
        await using ComfyClient comfy = gateway.Connect();
        await using ComfyRun<RawResult> cancelled = await comfy.StartAsync(Workflow("a"), Token);
        await cancelled.Events.FirstAsync(item => item is ExecutingEvent, Token);
        await cancelled.CancelAsync();
        await using ComfyRun<RawResult> next = await comfy.StartAsync(Workflow("b"), Token);

        go.SetResult();

        Assert.Equal("b.png", Assert.Single((await next.Result)["2"].Images).FileName);
    }

    [Fact]
    public async Task A_run_ends_with_its_last_output_where_nobody_says_so()
    {
        await using Gateway gateway = await Gateway.StartAsync(prompt => prompt.SayAsync(Made("a")));
        await using ComfyClient comfy = gateway.Connect();

        KnownResult result = await comfy.RunAsync(new KnownWorkflow(), cancellationToken: Token);

        Assert.Equal("a.png", Assert.Single(result.Saved.Images).FileName);
    }

    [Theory]
    [InlineData("""{"type":"error","data":{"message":"no GPU for hush-hush"}}""", "", "The run failed: no GPU for ***")]
    [InlineData("""{"type":"error","data":{"node_id":"2","message":"the disk is full"}}""", "2", "RawWorkflow.SaveImage (\"SaveImage\", node 2) failed: the disk is full")]
    [InlineData("""{"type":"error","node_id":2,"error":{"message":"the disk is full"}}""", "2", "RawWorkflow.SaveImage (\"SaveImage\", node 2) failed: the disk is full")]
    public async Task An_error_fails_the_run_with_what_it_says_and_without_the_key(string error, string node, string message)
    {
        await using Gateway gateway = await Gateway.StartAsync(prompt => prompt.SayAsync(error));
        await using ComfyClient comfy = gateway.Connect(options => options.ApiKey = "hush-hush");

        var failure = await Assert.ThrowsAsync<NodeFailedException>(() => comfy.RunAsync(Workflow("a"), cancellationToken: Token));

        Assert.Equal((node, message), (failure.NodeId, failure.Message));
    }

    [Fact]
    public async Task A_run_whose_socket_drops_is_lost_and_the_next_one_is_not()
    {
        await using Gateway gateway = await Gateway.StartAsync(async prompt =>
        {
            await prompt.SayAsync("""{"type":"executing","data":{"node":"1"}}""");
            if (prompt.Prefix == "a")
                prompt.Socket.Abort();
            else
                await prompt.SayAsync(Made(prompt.Prefix), End);
        });
        await using ComfyClient comfy = gateway.Connect();

        var lost = await Assert.ThrowsAsync<ComfyRunLostException>(() => comfy.RunAsync(Workflow("a"), cancellationToken: Token));

        Assert.Equal(RunLostReason.SocketDropped, lost.Reason);
        Assert.Equal("b.png", Assert.Single((await comfy.RunAsync(Workflow("b"), cancellationToken: Token))["2"].Images).FileName);
    }

    [Fact]
    public async Task Who_says_nothing_is_not_waited_for()
    {
        var time = new FakeTimeProvider();
        await using Gateway gateway = await Gateway.StartAsync(_ => Task.CompletedTask);
        await using ComfyClient comfy = gateway.Connect(options => options.TimeProvider = time);
        await using ComfyRun<RawResult> run = await comfy.StartAsync(Workflow("a"), Token);

        await time.AdvanceUntilAsync(TimeSpan.FromSeconds(1), run.Result);

        var late = await Assert.ThrowsAsync<ComfyRunTimeoutException>(() => run.Result);
        Assert.Equal((RunTimeoutReason.Answer, ComfyClientDefaults.AnswerTimeout), (late.Reason, late.Limit));
    }

    [Theory]
    [InlineData("""{"type":"status","data":{"status":{"exec_info":{"queue_remaining":3}}}}""")]
    [InlineData("""{"type":"queued","data":{"position":3}}""")]
    public async Task Who_speaks_of_a_queue_is_waited_for(string message)
    {
        var time = new FakeTimeProvider();
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using Gateway gateway = await Gateway.StartAsync(async prompt =>
        {
            await prompt.SayAsync(message);
            await go.Task;
            await prompt.SayAsync(Made("a"), End);
        });
        await using ComfyClient comfy = gateway.Connect(options => options.TimeProvider = time);
        await using ComfyRun<RawResult> run = await comfy.StartAsync(Workflow("a"), Token);
        await run.Events.FirstAsync(item => item is StatusEvent or UnknownEvent, Token);

        time.Advance(TimeSpan.FromHours(1));
        go.SetResult();

        Assert.Single((await run.Result)["2"].Images);
    }

    [Fact]
    public async Task ComfyUI_itself_ignores_the_prompt_and_the_exception_says_so()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        await using var comfy = new ComfyClient(server.Url, new() { SubmissionMode = SubmissionMode.Socket, AnswerTimeout = TimeSpan.FromMilliseconds(50) });

        var late = await Assert.ThrowsAsync<ComfyRunTimeoutException>(() => comfy.RunAsync(Workflow("a"), cancellationToken: Token));

        Assert.Contains("SubmissionMode.Http", late.Message, StringComparison.Ordinal);
        Assert.Empty((await comfy.Queue.GetAsync(Token)).Pending);
    }

    [Theory]
    [InlineData(ConnectionMode.PollingOnly, ComfyDialect.Local)]
    [InlineData(ConnectionMode.Socket, ComfyDialect.Cloud)]
    public void Options_that_cannot_work_together_are_refused(ConnectionMode mode, ComfyDialect dialect) =>
        Assert.Throws<ArgumentException>(() => new ComfyClient(
            "http://127.0.0.1:8188", new() { SubmissionMode = SubmissionMode.Socket, ConnectionMode = mode, Dialect = dialect }));

    private static RawWorkflow Workflow(string prefix) => new($$$"""
        {
          "1": { "class_type": "EmptyImage", "inputs": { "width": 8, "height": 8, "batch_size": 1, "color": 255 } },
          "2": { "class_type": "SaveImage", "inputs": { "images": ["1", 0], "filename_prefix": "{{{prefix}}}" } }
        }
        """);

    private static string Made(string name) => $$$"""{"type":"executed","data":{"node_id":"2","metadata":{"images":[{"filename":"{{{name}}}.png"}]} } }""";

    private static string Named(string promptId, string name) =>
        $$$"""{"type":"executed","data":{"node_id":"2","prompt_id":"{{{promptId}}}","output":{"images":["{{{name}}}.png"]} } }""";

    private static string EndOf(string promptId) => $$$"""{"type":"executing","data":{"node":null,"prompt_id":"{{{promptId}}}"}}""";

    /// <summary>A workflow whose classes are known, so that it is known as well what is still to come.</summary>
    private sealed class KnownWorkflow : ComfyWorkflow<KnownResult>
    {
        public KnownWorkflow()
            : base(new WorkflowTemplate("""{"2":{"class_type":"SaveImage","inputs":{"filename_prefix":"a"}}}"""u8.ToArray())) =>
            Saved = Attach(new RawNode(new NodeSchema("SaveImage", new InputSchema("filename_prefix", "FilenamePrefix")) { IsKnown = true, IsOutput = true }), 0, "Saved");

        public RawNode Saved { get; }

        protected override KnownResult CreateResult(RunOutputs outputs) => new(this, outputs);
    }

    private sealed class KnownResult(KnownWorkflow workflow, RunOutputs outputs) : ComfyResult(outputs)
    {
        public AnyOutput Saved => OutputOf(workflow.Saved);
    }
}
