using ComfyTyped.Testing;
using ComfyTyped.Tests.Workflows.Files;

namespace ComfyTyped.Tests.Validation;

public class SubmissionTests
{
    [Fact]
    public async Task A_workflow_built_from_nothing_runs_and_gives_its_output_by_node()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var client = new ComfyClient(server.Url.ToString());
        var graph = new ComfyGraph();
        EmptyImage empty = graph.Add(new EmptyImage { Width = 64, Height = 32, BatchSize = 1, Color = 0xff0000 });
        ImageInvert invert = graph.Add(new ImageInvert { Image = empty.Image });
        SaveImage save = graph.Add(new SaveImage { Images = invert.Image, FilenamePrefix = "graph" });

        GraphResult result = await client.RunAsync(graph, cancellationToken: TestContext.Current.CancellationToken);

        Assert.StartsWith("graph", Assert.Single(result.OutputOf(save).Images).FileName, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workflow_can_be_changed_for_the_next_run_as_soon_as_a_task_is_there()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var client = new ComfyClient(server.Url.ToString());
        var graph = new ComfyGraph();
        SaveImage save = graph.Add(new SaveImage { FilenamePrefix = "first" });
        save.Images = graph.Add(new EmptyImage { Width = 64, Height = 32, BatchSize = 1, Color = 0 }).Image;

        Task<GraphResult> first = client.RunAsync(graph, cancellationToken: TestContext.Current.CancellationToken);
        save.FilenamePrefix = "second";
        Task<ComfyRun<GraphResult>> second = client.StartAsync(graph, TestContext.Current.CancellationToken);
        save.FilenamePrefix = "third";

        Assert.StartsWith("first", Assert.Single((await first).OutputOf(save).Images).FileName, StringComparison.Ordinal);
        await using ComfyRun<GraphResult> run = await second;
        Assert.StartsWith("second", Assert.Single((await run.Result).OutputOf(save).Images).FileName, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invalid_workflow_is_not_sent_and_the_exception_lists_its_problems()
    {
        await using var client = new ComfyClient("http://127.0.0.1:9");
        var workflow = new LoraChain { KSampler = { Steps = 0, SamplerName = "new_sampler" } };

        var exception = await Assert.ThrowsAsync<WorkflowInvalidException>(
            () => client.RunAsync(workflow, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(2, exception.Problems.Count);
        Assert.Contains("LoraChain.KSampler.Steps", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("new_sampler", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task The_server_decides_when_validation_is_off_or_partial_prompts_are_accepted(bool validate, bool acceptPartial)
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var options = new ComfyClientOptions { ValidateBeforeSubmit = validate, AcceptPartialPrompts = acceptPartial };
        await using var client = new ComfyClient(server.Url, options);
        var graph = new ComfyGraph();
        EmptyImage empty = graph.Add(new EmptyImage { Width = 0, Height = 32, BatchSize = 1, Color = 0 });
        graph.Add(new PreviewImage { Images = empty.Image });

        var exception = await Assert.ThrowsAsync<PromptRejectedException>(
            () => client.RunAsync(graph, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal("value_smaller_than_min", Assert.Single(exception.NodeErrors).Type);
    }
}
