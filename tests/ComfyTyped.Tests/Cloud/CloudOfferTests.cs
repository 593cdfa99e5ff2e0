using ComfyTyped.Tests.Server;

namespace ComfyTyped.Tests.Cloud;

/// <summary>What else Comfy Cloud offers, in the shapes that it has of its own.</summary>
public class CloudOfferTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_upload_is_found_under_the_name_that_the_server_gave_it()
    {
        await using CloudServer server = await CloudServer.StartAsync();
        await using ComfyClient comfy = server.Connect();
        RawResult made = await comfy.RunAsync(new RawWorkflow(CloudServer.Picture), cancellationToken: Token);
        byte[] picture = await made["2"].Images[0].ReadAsync(Token);

        UploadedFile uploaded = await comfy.UploadImageAsync(new MemoryStream(picture), "photo.png", cancellationToken: Token);
        UploadedFile again = await comfy.UploadOnceAsync(new MemoryStream(picture), ".png", cancellationToken: Token);

        Assert.NotEqual("photo.png", uploaded.Name);
        Assert.Equal(uploaded, again);
        var load = new RawWorkflow($$$$"""
            {"1":{"class_type":"LoadImage","inputs":{"image":"{{{{uploaded.ToInputName()}}}}"}},"2":{"class_type":"SaveImage","inputs":{"images":["1",0],"filename_prefix":"again"}}}
            """);
        Assert.Single((await comfy.RunAsync(load, cancellationToken: Token))["2"].Images);
    }

    [Fact]
    public async Task A_channel_of_a_picture_comes_from_the_server_itself()
    {
        await using CloudServer server = await CloudServer.StartAsync();
        await using ComfyClient comfy = server.Connect();
        RawResult made = await comfy.RunAsync(new RawWorkflow(CloudServer.Picture), cancellationToken: Token);

        await using Stream alpha = await made["2"].Images[0].OpenAsync(new ViewOptions { Channel = ViewChannel.Alpha }, Token);

        Assert.Equal(0x89, alpha.ReadByte());
    }

    [Fact]
    public async Task Queue_history_and_jobs_are_read_in_the_shapes_of_the_cloud()
    {
        await using CloudServer server = await CloudServer.StartAsync();
        await using ComfyClient comfy = server.Connect();
        await using ComfyRun<RawResult> done = await comfy.StartAsync(new RawWorkflow(CloudServer.Picture), Token);
        await done.Result;
        await using ComfyRun<RawResult> second = await comfy.StartAsync(Gate.Workflow(0), Token);
        await server.Gate.EnteredAsync();

        QueuedPrompt running = Assert.Single((await comfy.Queue.GetAsync(Token)).Running);
        Assert.Equal((second.PromptId, 1), (running.PromptId, running.Number));
        Assert.Equal(["1"], running.OutputNodeIds);
        Assert.NotNull(running.CreatedAt);
        server.Gate.Open();
        await second.Result;

        Assert.Equal([done.PromptId, second.PromptId], (await comfy.History.ListAsync(cancellationToken: Token)).Select(run => run.PromptId));
        Assert.Equal(second.PromptId, Assert.Single(await comfy.History.ListAsync(maxItems: 1, cancellationToken: Token)).PromptId);
        HistoryRun? found = await comfy.History.FindAsync(done.PromptId, Token);
        Assert.Single(found!.Outputs["2"].Images);
        Assert.Equal("EmptyImage", found.Prompt!.Prompt.GetProperty("1").GetProperty("class_type").GetString());
        Assert.Equal(["2"], found.Prompt.OutputNodeIds);
        Assert.Null(await comfy.History.FindAsync("unknown", Token));
        Assert.Single((await comfy.History.FindResultAsync(new RawWorkflow(CloudServer.Picture), done.PromptId, Token))!["2"].Images);

        JobPage page = await comfy.Jobs.ListAsync(new JobQuery { SortBy = JobSortKey.Duration, Statuses = [JobStatus.Completed], Limit = 1 }, Token);
        Assert.Equal((2, true), (page.Total, page.HasMore));
        Job job = Assert.Single(page.Jobs);
        // The cloud tells seconds where ComfyUI tells milliseconds.
        Assert.InRange(job.CreatedAt!.Value, job.StartedAt!.Value.AddSeconds(-2), job.StartedAt.Value);
        await comfy.History.DeleteAsync([done.PromptId], Token);
        Assert.Null(await comfy.Jobs.FindAsync(done.PromptId, Token));
    }

    [Fact]
    public async Task Models_and_node_classes_are_found_where_the_cloud_has_them()
    {
        await using CloudServer server = await CloudServer.StartAsync(options => options.Models["checkpoints"] = ["sd_xl.safetensors"]);
        await using ComfyClient comfy = server.Connect();

        Assert.Contains("checkpoints", await comfy.Models.ListFoldersAsync(Token));
        Assert.Equal(["sd_xl.safetensors"], await comfy.Models.ListAsync("checkpoints", Token));
        Assert.Equal("SaveImage", (await comfy.NodeClasses.FindAsync("SaveImage", Token))!.ClassType);
        Assert.Empty(await comfy.CheckAsync(new RawWorkflow(CloudServer.Picture), Token));
        ValidationProblem problem = Assert.Single(await comfy.CheckAsync(new RawWorkflow("""{"1":{"class_type":"Nowhere","inputs":{}}}"""), Token), item => item.Kind == ValidationProblemKind.UnknownClass);
        Assert.Contains("Nowhere", problem.Message, StringComparison.Ordinal);
    }
}
