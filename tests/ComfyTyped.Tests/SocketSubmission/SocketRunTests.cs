using ComfyTyped.Testing;
using ComfyTyped.Tests.Server;

namespace ComfyTyped.Tests.SocketSubmission;

/// <summary>Runs that are sent over the socket of a local server, which answers as the WebSocket guide says, are runs like any others.</summary>
public class SocketRunTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_has_its_outputs_its_progress_and_its_previews_and_nothing_is_posted()
    {
        await using ComfyServer server = await StartAsync();
        using var traffic = new Traffic();
        await using ComfyClient comfy = Connect(server, options => options.HttpMessageHandler = traffic);
        await using ComfyRun<RawResult> run = await comfy.StartAsync(Workflow("a"), Token);

        List<ComfyEvent> events = await run.Events.ToListAsync(Token);
        RawResult result = await run.Result;
        double[] fractions = [.. events.OfType<GraphProgress>().Select(progress => progress.Fraction)];
        OutputFile image = Assert.Single(result["2"].Images);
        Assert.Equal("PNG"u8.ToArray(), (await image.ReadAsync(Token))[1..4]);
        Assert.StartsWith("a_", image.FileName, StringComparison.Ordinal);
        Assert.Equal(fractions.Order(), fractions);
        Assert.Equal(1, fractions[^1]);
        Assert.Equal([0.25, 0.5, 0.75, 1], events.OfType<ProgressEvent>().Where(step => step.Value > 0).Select(step => step.Value / step.Max));
        Assert.Equal(["1", "2"], events.OfType<ExecutingEvent>().Select(executing => executing.NodeId));
        Assert.Equal(4, events.OfType<PreviewFrame>().Count(preview => preview.PromptId == run.PromptId));
        Assert.DoesNotContain(traffic.Sent, request => request.StartsWith("POST", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Several_runs_at_once_have_their_own_results()
    {
        await using ComfyServer server = await StartAsync();
        await using ComfyClient comfy = Connect(server);

        RawResult[] results = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => comfy.RunAsync(Workflow($"n{i}"), cancellationToken: Token)));

        Assert.All(results.Index(), run => Assert.StartsWith($"n{run.Index}_", Assert.Single(run.Item["2"].Images).FileName, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failed_node_is_named()
    {
        await using ComfyServer server = await StartAsync();
        await using ComfyClient comfy = Connect(server);

        var failure = await Assert.ThrowsAsync<NodeFailedException>(
            () => comfy.RunAsync(new RawWorkflow("""{"7":{"class_type":"Bad","inputs":{}}}"""), cancellationToken: Token));

        Assert.Equal(("7", "no memory is left"), (failure.NodeId, failure.ExceptionMessage.Trim()));
    }

    [Fact]
    public async Task A_rejected_prompt_fails_with_the_reason()
    {
        await using ComfyServer server = await StartAsync();
        await using ComfyClient comfy = Connect(server);

        var failure = await Assert.ThrowsAsync<NodeFailedException>(() => comfy.RunAsync(new RawWorkflow("""{"7":{"class_type":"Gate","inputs":{}}}"""), cancellationToken: Token));

        Assert.Equal("7", failure.NodeId);
        Assert.Contains("Required input is missing: value", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silent_run_is_found_by_HTTP_where_the_server_has_it()
    {
        var gate = new Gate();
        await using ComfyServer server = await StartAsync(gate);
        using var traffic = new Traffic();
        await using ComfyClient comfy = Connect(server, options => (options.HistoryPollInterval, options.HttpMessageHandler) = (TimeSpan.FromMilliseconds(20), traffic));
        await using ComfyRun<RawResult> run = await comfy.StartAsync(Gate.Workflow(1), Token);

        await traffic.UntilAsync(sent => sent.Count(request => request.StartsWith("GET /api/jobs/", StringComparison.Ordinal)) > 2);
        gate.Open();

        Assert.Equal(run.PromptId, (await run.Result).PromptId);
    }

    [Fact]
    public async Task A_cancelled_run_is_interrupted_by_HTTP_where_the_server_can()
    {
        var gate = new Gate();
        await using ComfyServer server = await StartAsync(gate);
        await using ComfyClient comfy = Connect(server);
        await using ComfyRun<RawResult> run = await comfy.StartAsync(Gate.Workflow(1), Token);
        await gate.EnteredAsync();

        await run.CancelAsync();
        RawResult next = await comfy.RunAsync(Workflow("b"), cancellationToken: Token);

        Assert.Single(next["2"].Images);
        Assert.Equal(HistoryStatus.Interrupted, (await comfy.History.FindAsync(run.PromptId, Token))!.Status);
    }

    private static Task<ComfyServer> StartAsync(Gate? gate = null) => ComfyServer.StartAsync(
        options =>
        {
            options.AcceptsExecuteMessages = true;
            options.AddNode((gate ?? new Gate()).Behavior);
            options.AddNode(new NodeDefinition("Bad").AsOutputNode(), _ => throw new NodeExecutionException("OOMError", "no memory is left"));
            options.AddNode(new NodeDefinition("Steps").Input("name", "STRING").Output("IMAGE"), node =>
            {
                var picture = new Picture(8, 8, new byte[8 * 8 * 4]);
                for (int step = 1; step <= 4; step++)
                    node.Progress(step, 4, picture);
                return NodeResult.Of(new[] { picture });
            });
        },
        Token);

    private static ComfyClient Connect(ComfyServer server, Action<ComfyClientOptions>? configure = null)
    {
        var options = new ComfyClientOptions { SubmissionMode = SubmissionMode.Socket };
        configure?.Invoke(options);
        return new ComfyClient(server.Url, options);
    }

    private static RawWorkflow Workflow(string prefix) => new($$$"""
        {
          "1": { "class_type": "Steps", "inputs": { "name": "{{{prefix}}}" } },
          "2": { "class_type": "SaveImage", "inputs": { "images": ["1", 0], "filename_prefix": "{{{prefix}}}" } }
        }
        """);
}
