using ComfyTyped.Tests.Batches;
using ComfyTyped.Tests.Files;
using ComfyTyped.Tests.Workflows.Files;

namespace ComfyTyped.Tests.Pipelines;

/// <summary>Stages one after another.</summary>
public class PipelineTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stages_hand_their_results_on_also_from_server_to_server()
    {
        await using TwoServers servers = await TwoServers.StartAsync();
        ComfyPipeline<string, ImageUpscale.Result> pipeline = ComfyPipeline
            .Start("draft", (string prompt) => new TextToImage { PositivePrompt = { Text = prompt }, KSampler = { Steps = 2 }, EmptyLatentImage = { Width = 64, Height = 64 } })
            .Then(
                "enlarge",
                draft => new ImageUpscale { LoadImage = { Image = draft.SaveImage.Images[0] }, Enlarge = { Width = 128, Height = 128 } },
                new StageOptions { Client = servers.ComfyThere });
        var reports = new List<PipelineProgress>();

        ImageUpscale.Result result = await pipeline.RunAsync(servers.ComfyHere, "a fox", reports.Add, Token);

        Assert.Equal(servers.There.Url, result.SaveImage.Images[0].Server);
        Assert.Equal(["draft", "enlarge"], pipeline.Stages);
        Assert.Equal(["draft", "enlarge"], reports.Select(report => report.Stage).Distinct());
        Assert.Equal(reports.Select(report => report.Fraction).Order(), reports.Select(report => report.Fraction));
        Assert.Equal((0, 1), (reports[0].Fraction, reports[^1].Fraction));
    }

    [Fact]
    public async Task A_stage_may_loop_and_branch_on_what_came_before()
    {
        await using WorkServer server = await WorkServer.StartAsync();
        await using ComfyClient comfy = server.Connect();
        ComfyPipeline<int, string> pipeline = ComfyPipeline
            .Start("search", async (int value, PipelineStage stage) =>
            {
                RawResult result;
                do
                    result = await stage.RunAsync(WorkServer.Workflow(++value));
                while (value < 3);
                return result;
            })
            .Then("tell", (result, stage) => Task.FromResult($"{stage.Name}: {result["2"].Texts[0]}"));

        Assert.Equal("tell: worked on 3", await pipeline.RunAsync(comfy, 0, cancellationToken: Token));
        Assert.Equal([1, 2, 3], server.Worked);
    }

    [Fact]
    public async Task A_stage_that_fails_is_made_anew_as_often_as_it_may()
    {
        await using WorkServer server = await WorkServer.StartAsync();
        server.FailsAt = [0, 1];
        await using ComfyClient comfy = server.Connect();
        int made = 0;
        ComfyPipeline<int, RawResult> pipeline = ComfyPipeline.Start("work", (int _) => WorkServer.Workflow(made++), new StageOptions { MaxRetries = 2 });
        var reports = new List<PipelineProgress>();

        RawResult result = await pipeline.RunAsync(comfy, 0, reports.Add, Token);

        Assert.Equal(["worked on 2"], result["2"].Texts);
        Assert.Equal([1, 2, 3], reports.Select(report => report.Attempt).Distinct());
        Assert.Equal(reports.Select(report => report.Fraction).Order(), reports.Select(report => report.Fraction));
    }

    [Fact]
    public async Task The_stage_that_failed_is_named_and_the_next_ones_do_not_run()
    {
        await using WorkServer server = await WorkServer.StartAsync();
        server.FailsAt = [5];
        await using ComfyClient comfy = server.Connect();
        ComfyPipeline<int, RawResult> pipeline = ComfyPipeline
            .Start("first", (int value) => WorkServer.Workflow(value))
            .Then("second", _ => WorkServer.Workflow(5), new StageOptions { MaxRetries = 1 })
            .Then("third", _ => WorkServer.Workflow(6));

        var failure = await Assert.ThrowsAsync<PipelineException>(() => pipeline.RunAsync(comfy, 4, cancellationToken: Token));

        Assert.Equal(("second", 1, 2), (failure.Stage, failure.Index, failure.Attempts));
        Assert.IsType<NodeFailedException>(failure.InnerException);
        Assert.Equal([4], server.Worked);
    }

    [Fact]
    public async Task What_would_fail_again_is_not_tried_again()
    {
        await using WorkServer server = await WorkServer.StartAsync();
        await using ComfyClient comfy = server.Connect();
        int made = 0;
        ComfyPipeline<int, RawResult> Pipeline(StageOptions options) => ComfyPipeline.Start("work", (int _) =>
        {
            made++;
            return new RawWorkflow("""{"1":{"class_type":"PreviewAny","inputs":{}}}""");
        }, options);

        await Assert.ThrowsAsync<PipelineException>(() => Pipeline(new StageOptions { MaxRetries = 5 }).RunAsync(comfy, 0, cancellationToken: Token));
        Assert.Equal(1, made);

        var failure = await Assert.ThrowsAsync<PipelineException>(
            () => Pipeline(new StageOptions { MaxRetries = 2, RetryOn = _ => true }).RunAsync(comfy, 0, cancellationToken: Token));
        Assert.IsType<PromptRejectedException>(failure.InnerException);
        Assert.Equal(4, made);
    }

    [Fact]
    public async Task A_cancelled_pipeline_takes_its_run_along_and_is_no_failure_of_a_stage()
    {
        await using WorkServer server = await WorkServer.StartAsync();
        server.WaitsAt = 1;
        await using ComfyClient comfy = server.Connect();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task<RawResult> run = ComfyPipeline
            .Start("first", (int value) => WorkServer.Workflow(value), new StageOptions { MaxRetries = 3 })
            .RunAsync(comfy, 1, cancellationToken: stop.Token);
        await server.WaitingAsync();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Empty((await comfy.Queue.GetAsync(Token)).Running);
    }

    [Fact]
    public async Task A_listener_that_throws_is_logged_once_and_the_result_is_there()
    {
        await using WorkServer server = await WorkServer.StartAsync();
        var notes = new LogNotes();
        await using var comfy = new ComfyClient(server.Server.Url, new ComfyClientOptions { LoggerFactory = notes });
        ComfyPipeline<int, RawResult> pipeline = ComfyPipeline
            .Start("first", (int value) => WorkServer.Workflow(value))
            .Then("second", _ => WorkServer.Workflow(2));

        RawResult result = await pipeline.RunAsync(comfy, 1, _ => throw new InvalidTimeZoneException("listener"), Token);

        Assert.Equal(["worked on 2"], result["2"].Texts);
        Assert.Equal([1, 2], server.Worked);
        Assert.IsType<InvalidTimeZoneException>(Assert.Single(notes.Exceptions("HandlerFailed")));
    }

    [Fact]
    public async Task A_listener_that_hangs_keeps_no_pipeline_from_its_result_or_from_being_cancelled()
    {
        using var released = new ManualResetEventSlim();
        await using WorkServer server = await WorkServer.StartAsync();
        server.WaitsAt = 1;
        await using ComfyClient comfy = server.Connect();
        ComfyPipeline<int, RawResult> pipeline = ComfyPipeline.Start("work", (int value) => WorkServer.Workflow(value));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task<RawResult> cancelled = pipeline.RunAsync(comfy, 1, _ => released.Wait(CancellationToken.None), stop.Token);
        await server.WaitingAsync();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.Equal(["worked on 2"], (await pipeline.RunAsync(comfy, 2, _ => released.Wait(CancellationToken.None), Token))["2"].Texts);
        released.Set();
    }

    [Fact]
    public async Task A_judge_of_failures_that_throws_does_not_hide_the_failure()
    {
        await using WorkServer server = await WorkServer.StartAsync();
        server.FailsAt = [1];
        var notes = new LogNotes();
        await using var comfy = new ComfyClient(server.Server.Url, new ComfyClientOptions { LoggerFactory = notes });
        ComfyPipeline<int, RawResult> pipeline = ComfyPipeline.Start(
            "work", (int value) => WorkServer.Workflow(value), new StageOptions { MaxRetries = 3, RetryOn = _ => throw new InvalidTimeZoneException("judge") });

        var failure = await Assert.ThrowsAsync<PipelineException>(() => pipeline.RunAsync(comfy, 1, cancellationToken: Token));

        Assert.IsType<NodeFailedException>(failure.InnerException);
        Assert.IsType<InvalidTimeZoneException>(Assert.Single(notes.Exceptions("HandlerFailed")));
    }
}
