using System.Text.Json;
using ComfyTyped.Server;
using ComfyTyped.Testing;
using ComfyTyped.Wire;

namespace ComfyTyped.Tests.Server;

public class JobTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Jobs_are_listed_whether_they_wait_run_or_have_ended()
    {
        var gate = new Gate();
        await using ComfyServer server = await StartAsync("0.8.0", gate);
        await using var comfy = new ComfyClient(server.Url);
        await using ComfyRun<RawResult> done = await comfy.StartAsync(Picture(1), Token);
        await done.Result;
        await using ComfyRun<RawResult> running = await comfy.StartAsync(Gate.Workflow(0), Token);
        await gate.EnteredAsync();
        await using ComfyRun<RawResult> waiting = await comfy.StartAsync(Gate.Workflow(1), Token);

        JobPage all = await comfy.Jobs.ListAsync(new JobQuery { Ascending = true }, Token);

        Assert.Equal(
            [(done.PromptId, JobStatus.Completed), (running.PromptId, JobStatus.InProgress), (waiting.PromptId, JobStatus.Pending)],
            all.Jobs.Select(job => (job.Id, job.Status)));
        Job ended = all.Jobs[0];
        Assert.Equal((1, "images", true), (ended.OutputsCount, ended.Preview!.MediaType, ended.Duration >= TimeSpan.Zero));
        Assert.NotEmpty(await ended.Preview.File!.ReadAsync(Token));
        Assert.Equal([waiting.PromptId], (await comfy.Jobs.ListAsync(new JobQuery { Statuses = [JobStatus.Pending] }, Token)).Jobs.Select(job => job.Id));
        gate.Open();
    }

    [Fact]
    public async Task Jobs_come_in_pages_and_by_workflow_and_duration()
    {
        await using ComfyServer server = await StartAsync("0.8.0");
        await using var comfy = new ComfyClient(server.Url);
        foreach (int color in (int[])[1, 2, 3])
            await comfy.RunAsync(Picture(color), cancellationToken: Token);

        JobPage first = await comfy.Jobs.ListAsync(new JobQuery { Limit = 2 }, Token);
        JobPage second = await comfy.Jobs.ListAsync(new JobQuery { Limit = 2, Offset = 2, SortBy = JobSortKey.CreatedAt }, Token);

        Assert.Equal((2, 0, 3, true), (first.Jobs.Count, first.Offset, first.Total, first.HasMore));
        Assert.Equal((1, 2, 3, false), (second.Jobs.Count, second.Offset, second.Total, second.HasMore));
        Assert.Equal(3, first.Jobs.Concat(second.Jobs).Select(job => job.Id).Distinct().Count());
        Assert.Equal(3, (await comfy.Jobs.ListAsync(new JobQuery { SortBy = JobSortKey.Duration }, Token)).Jobs.Count);
        Assert.Empty((await comfy.Jobs.ListAsync(new JobQuery { WorkflowId = "a&b=c" }, Token)).Jobs);
    }

    [Theory]
    [InlineData("0.8.0", JobStatus.Failed)]
    [InlineData("0.33.0", JobStatus.Cancelled)]
    [InlineData("0.38.1", JobStatus.Cancelled)]
    public async Task One_job_has_its_outputs_and_how_it_ended(string version, JobStatus interrupted)
    {
        var gate = new Gate();
        await using ComfyServer server = await StartAsync(version, gate);
        await using var comfy = new ComfyClient(server.Url);
        await using ComfyRun<RawResult> done = await comfy.StartAsync(Picture(1), Token);
        OutputFile image = (await done.Result)["2"].Images[0];
        await using ComfyRun<RawResult> stopped = await comfy.StartAsync(Gate.Workflow(0), Token);
        await gate.EnteredAsync();
        JobDetails live = (await comfy.Jobs.FindAsync(stopped.PromptId, Token))!;
        await comfy.Queue.InterruptAsync(stopped.PromptId, Token);
        await Assert.ThrowsAsync<RunInterruptedException>(() => stopped.Result);

        JobDetails job = (await comfy.Jobs.FindAsync(done.PromptId, Token))!;

        Assert.Equal(image.FileName, Assert.Single(job.Outputs["2"].Images).FileName);
        Assert.Contains(job.Messages, message => message is ExecutionSuccessEvent);
        Assert.Equal("EmptyImage", job.Prompt.GetProperty("1").GetProperty("class_type").GetString());
        Assert.Equal((JobStatus.InProgress, version == "0.38.1"), (live.Job.Status, live.Prompt.ValueKind == JsonValueKind.Object));
        Assert.Equal(interrupted, (await comfy.Jobs.FindAsync(stopped.PromptId, Token))!.Job.Status);
        Assert.Null(await comfy.Jobs.FindAsync("unknown", Token));
    }

    [Fact]
    public async Task A_failed_job_tells_why()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(
            options => options.AddNode(new NodeDefinition("Bad").AsOutputNode(), _ => throw new NodeExecutionException("RuntimeError", "out of paint")), Token);
        await using var comfy = new ComfyClient(server.Url);
        await Assert.ThrowsAsync<NodeFailedException>(() => comfy.RunAsync(new RawWorkflow("""{"1":{"class_type":"Bad","inputs":{}}}"""), cancellationToken: Token));

        Job job = Assert.Single((await comfy.Jobs.ListAsync(cancellationToken: Token)).Jobs);

        Assert.Equal((JobStatus.Failed, "1", "RuntimeError"), (job.Status, job.Error!.NodeId, job.Error.ExceptionType));
    }

    [Fact]
    public async Task Jobs_are_cancelled_one_by_one_or_together_and_no_other_is()
    {
        var gate = new Gate();
        await using ComfyServer server = await StartAsync("0.26.0", gate);
        await using var comfy = new ComfyClient(server.Url);
        await using ComfyRun<RawResult> running = await comfy.StartAsync(Gate.Workflow(0), Token);
        await gate.EnteredAsync();
        await using ComfyRun<RawResult> first = await comfy.StartAsync(Gate.Workflow(1), Token);
        await using ComfyRun<RawResult> second = await comfy.StartAsync(Gate.Workflow(2), Token);
        await using ComfyRun<RawResult> kept = await comfy.StartAsync(Gate.Workflow(3), Token);

        Assert.True(await comfy.Jobs.CancelAsync(first.PromptId, Token));
        Assert.True(await comfy.Jobs.CancelAsync([running.PromptId, second.PromptId], Token));
        Assert.False(await comfy.Jobs.CancelAsync(first.PromptId, Token));
        var refused = await Assert.ThrowsAsync<ComfyServerException>(() => comfy.Jobs.CancelAsync([kept.PromptId, "no uuid"], Token));

        Assert.Equal(400, (int)refused.StatusCode);
        await gate.EnteredAsync();
        Assert.Equal([kept.PromptId], (await comfy.Queue.GetAsync(Token)).Running.Select(prompt => prompt.PromptId));
        gate.Open();
        await kept.Result;
    }

    [Theory]
    [InlineData("0.3.64")]
    [InlineData("0.5.1")]
    public async Task An_older_server_answers_404(string version)
    {
        await using ComfyServer server = await StartAsync(version);
        await using var comfy = new ComfyClient(server.Url);

        Assert.Equal(404, (int)(await Assert.ThrowsAsync<ComfyServerException>(() => comfy.Jobs.ListAsync(cancellationToken: Token))).StatusCode);
        Assert.Equal(404, (int)(await Assert.ThrowsAsync<ComfyServerException>(() => comfy.Jobs.FindAsync("any", Token))).StatusCode);
    }

    [Fact]
    public void Odd_jobs_are_read_as_far_as_they_go()
    {
        JobPage page = JobReader.ReadPage(
            """
            {"jobs":[{"id":"a","status":"hibernating","priority":NaN,"create_time":1767225600},{"id":"b","status":"lost","create_time":1767225600000},
                     {"id":"c","status":"completed","preview_output":{"content":"hello","truncated":true,"nodeId":"3","mediaType":"text"},"workflow_id":7},
                     {"status":"pending"},null,5],"pagination":{"offset":null}}
            """u8,
            null!);

        Assert.Equal([("a", JobStatus.Unknown, "hibernating"), ("b", JobStatus.Lost, "lost"), ("c", JobStatus.Completed, "completed")], page.Jobs.Select(job => (job.Id, job.Status, job.StatusText)));
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), page.Jobs[0].CreatedAt);
        Assert.Equal(page.Jobs[0].CreatedAt, page.Jobs[1].CreatedAt);
        Assert.Equal(new JobPreview("3", "text", null, "hello", true), page.Jobs[2].Preview);
        Assert.Equal((3, false), (page.Total, page.HasMore));
        Assert.Throws<JsonException>(() => JobReader.ReadPage("[]"u8, null!));
    }

    [Theory]
    [InlineData("waiting_to_dispatch", JobStatus.Pending)]
    [InlineData("queued_waiting", JobStatus.Pending)]
    [InlineData("executing", JobStatus.InProgress)]
    [InlineData("cancel_requested", JobStatus.InProgress)]
    [InlineData("success", JobStatus.Completed)]
    [InlineData("non_retryable_error", JobStatus.Failed)]
    [InlineData("cancelled", JobStatus.Cancelled)]
    [InlineData("lost", JobStatus.Lost)]
    [InlineData("anything else", JobStatus.Unknown)]
    public void Every_word_for_a_status_is_understood(string word, JobStatus status) =>
        Assert.Equal(status, JobState.Read(JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object?> { ["workflow"] = new { status = "x" }, ["status"] = word })).Status);

    [Theory]
    [InlineData("""{"id":"P","status":"cancelled","outputs":{}}""", "ExecutionInterruptedEvent")]
    [InlineData("""{"id":"P","status":"failed","execution_error":{"node_id":"1","exception_type":"OOMError"}}""", "ExecutionErrorEvent")]
    [InlineData("""{"id":"P","status":"error","error_message":"the machine caught fire"}""", "ExecutionErrorEvent")]
    [InlineData("""{"id":"P","status":"failed","execution_status":{"status_str":"error","messages":[["execution_error",{"node_id":"1"}]]},"execution_error":{"node_id":"1"}}""", "ExecutionErrorEvent")]
    public void A_job_that_did_not_succeed_says_so_once(string json, string message)
    {
        var scope = new RunScope(new ComfyGraph(), null!, []);

        HistoryEntry record = JobRecordReader.Read(System.Text.Encoding.UTF8.GetBytes(json), "P", scope)!;

        Assert.Equal(message, Assert.Single(record.Messages).GetType().Name);
        Assert.True(record.IsError);
    }

    [Fact]
    public void Limits_that_are_none_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new JobQuery { Limit = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new JobQuery { Offset = -1 });
    }

    private static RawWorkflow Picture(int color) => new($$$$"""
        {"1":{"class_type":"EmptyImage","inputs":{"width":8,"height":8,"batch_size":1,"color":{{{{color}}}}}},
         "2":{"class_type":"PreviewImage","inputs":{"images":["1",0]}}}
        """);

    private static Task<ComfyServer> StartAsync(string version, Gate? gate = null) => ComfyServer.StartAsync(
        options =>
        {
            options.ComfyUIVersion = version;
            if (gate is not null)
                options.AddNode(gate.Behavior);
        },
        Token);
}
