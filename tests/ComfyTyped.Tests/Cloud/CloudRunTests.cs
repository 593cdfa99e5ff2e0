using ComfyTyped.Tests.Server;

namespace ComfyTyped.Tests.Cloud;

/// <summary>Runs on Comfy Cloud are runs like any others.</summary>
public class CloudRunTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ConnectionMode.Socket, RunWitness.Socket)]
    [InlineData(ConnectionMode.PollingOnly, RunWitness.Jobs)]
    public async Task A_run_has_its_typed_outputs_and_they_are_downloaded_without_the_key(ConnectionMode mode, RunWitness witness)
    {
        await using CloudServer server = await CloudServer.StartAsync();
        await using ComfyClient comfy = server.Connect(options => options.ConnectionMode = mode);

        RawResult result = await comfy.RunAsync(new RawWorkflow(CloudServer.Picture), cancellationToken: Token);

        OutputFile image = Assert.Single(result["2"].Images);
        // The storage refuses whoever shows a key.
        Assert.Equal("PNG"u8.ToArray(), (await image.ReadAsync(Token))[1..4]);
        Assert.Equal(witness, result.EndedBy);
    }

    [Fact]
    public async Task Events_come_under_the_id_that_the_server_has_chosen()
    {
        await using CloudServer server = await CloudServer.StartAsync();
        await using ComfyClient comfy = server.Connect();

        await using ComfyRun<RawResult> run = await comfy.StartAsync(new RawWorkflow(CloudServer.Picture), Token);
        await run.Result;

        List<ComfyEvent> events = await run.Events.ToListAsync(Token);
        Assert.Contains(events, item => item is ExecutingEvent { NodeId: "2" });
        Assert.Single(events.OfType<ExecutedEvent>());
        Assert.Single(events, item => item is GraphProgress { Fraction: 1 });
        Assert.All(events.OfType<NodeEvent>(), item => Assert.Equal(run.PromptId, item.PromptId));
    }

    [Fact]
    public async Task Two_runs_of_the_account_are_told_apart_although_every_socket_hears_of_both()
    {
        await using CloudServer server = await CloudServer.StartAsync();
        await using ComfyClient one = server.Connect();
        await using ComfyClient other = server.Connect();
        await using ComfyRun<RawResult> first = await one.StartAsync(Gate.Workflow(1), Token);
        await using ComfyRun<RawResult> second = await other.StartAsync(new RawWorkflow(CloudServer.Picture), Token);

        server.Gate.Open();

        await first.Result;
        Assert.Single((await second.Result)["2"].Images);
        Assert.All((await first.Events.ToListAsync(Token)).OfType<NodeEvent>(), item => Assert.Equal(first.PromptId, item.PromptId));
    }

    [Theory]
    [InlineData(ConnectionMode.Socket)]
    [InlineData(ConnectionMode.PollingOnly)]
    public async Task A_failure_is_told_with_its_reason(ConnectionMode mode)
    {
        await using CloudServer server = await CloudServer.StartAsync();
        await using ComfyClient comfy = server.Connect(options => options.ConnectionMode = mode);

        var failure = await Assert.ThrowsAsync<NodeFailedException>(
            () => comfy.RunAsync(new RawWorkflow("""{"1":{"class_type":"Bad","inputs":{}}}"""), cancellationToken: Token));

        Assert.Equal(("1", "OOMError", true), (failure.NodeId, failure.ExceptionType, failure.IsOutOfMemory));
    }

    [Fact]
    public async Task A_rejected_prompt_names_its_node()
    {
        await using CloudServer server = await CloudServer.StartAsync();
        await using ComfyClient comfy = server.Connect(options => options.ValidateBeforeSubmit = false);

        var rejected = await Assert.ThrowsAsync<PromptRejectedException>(() => comfy.RunAsync(
            new RawWorkflow(CloudServer.Picture.Replace("255", "-1", StringComparison.Ordinal)), cancellationToken: Token));

        Assert.Equal("1", Assert.Single(rejected.NodeErrors).NodeId);
    }

    [Fact]
    public async Task A_run_that_waits_is_taken_out_of_the_queue()
    {
        await using CloudServer server = await CloudServer.StartAsync();
        await using ComfyClient comfy = server.Connect();
        await using ComfyRun<RawResult> running = await comfy.StartAsync(Gate.Workflow(0), Token);
        await server.Gate.EnteredAsync();
        await using ComfyRun<RawResult> waiting = await comfy.StartAsync(Gate.Workflow(1), Token);

        await waiting.CancelAsync();

        Assert.Equal([running.PromptId], (await comfy.Queue.GetAsync(Token)).Running.Select(prompt => prompt.PromptId));
        Assert.Empty((await comfy.Queue.GetAsync(Token)).Pending);
        Assert.DoesNotContain("POST /api/interrupt", server.Traffic.Sent);
        server.Gate.Open();
        await running.Result;
    }

    [Fact]
    public async Task A_run_that_runs_alone_is_interrupted()
    {
        await using CloudServer server = await CloudServer.StartAsync();
        await using ComfyClient comfy = server.Connect();
        await using ComfyRun<RawResult> run = await comfy.StartAsync(Gate.Workflow(0), Token);
        await server.Gate.EnteredAsync();

        await run.CancelAsync();

        JobDetails? job = await comfy.Jobs.FindAsync(run.PromptId, Token);
        while (job is { Job.IsEnded: false })
            job = await comfy.Jobs.FindAsync(run.PromptId, Token);
        Assert.Equal(JobStatus.Cancelled, job!.Job.Status);
    }

    [Fact]
    public async Task A_time_limit_holds()
    {
        await using CloudServer server = await CloudServer.StartAsync();
        await using ComfyClient comfy = server.Connect(options => options.RunTimeout = TimeSpan.FromMilliseconds(50));

        var late = await Assert.ThrowsAsync<ComfyRunTimeoutException>(() => comfy.RunAsync(Gate.Workflow(0), cancellationToken: Token));

        Assert.Equal(RunTimeoutReason.Run, late.Reason);
    }

    [Fact]
    public async Task Another_client_goes_on_with_a_run()
    {
        await using CloudServer server = await CloudServer.StartAsync();
        string handle;
        await using (ComfyClient first = server.Connect())
        {
            await using ComfyRun<RawResult> run = await first.StartAsync(Gate.Workflow(0), Token);
            await server.Gate.EnteredAsync();
            handle = run.Handle;
            await run.DetachAsync();
        }

        await using ComfyClient second = server.Connect();
        await using ComfyRun<RawResult> resumed = await second.ResumeAsync(Gate.Workflow(0), handle, Token);
        server.Gate.Open();

        await resumed.Result;
        Assert.DoesNotContain("POST /api/interrupt", server.Traffic.Sent);
    }

    [Fact]
    public async Task A_run_that_the_server_does_not_know_is_lost_and_not_sent_again()
    {
        await using CloudServer server = await CloudServer.StartAsync();
        await using ComfyClient comfy = server.Connect(options => options.MaxResubmissions = 3);
        await using ComfyRun<RawResult> running = await comfy.StartAsync(Gate.Workflow(0), Token);
        await server.Gate.EnteredAsync();
        await using ComfyRun<RawResult> deleted = await comfy.StartAsync(Gate.Workflow(1), Token);

        await comfy.Queue.DeleteAsync([deleted.PromptId], Token);

        Assert.Equal(RunLostReason.Deleted, (await Assert.ThrowsAsync<ComfyRunLostException>(() => deleted.Result)).Reason);
        Assert.Equal(2, server.Traffic.Sent.Count(sent => sent == "POST /api/prompt"));
        server.Gate.Open();
        await running.Result;
    }
}
