namespace ComfyTyped.Tests.Batches;

/// <summary>Many runs on a real socket.</summary>
public class BatchTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_workflow_has_its_item_and_a_failure_does_not_end_the_rest()
    {
        await using WorkServer server = await WorkServer.StartAsync();
        server.FailsAt = [3, 7];
        await using ComfyClient comfy = server.Connect();

        List<BatchItem<RawResult>> items = await comfy
            .RunManyAsync(Enumerable.Range(0, 12).Select(WorkServer.Workflow), new BatchOptions { MaxParallel = 3 }, Token)
            .ToListAsync(Token);

        Assert.Equal(Enumerable.Range(0, 12), items.Select(item => item.Index).Order());
        foreach (BatchItem<RawResult> item in items)
        {
            Assert.Equal(item.Index is not (3 or 7), item.IsSuccess);
            Assert.Equal($"#{item.Index + 1}", item.Label);
            if (item.IsSuccess)
                Assert.Equal([$"worked on {item.Index}"], item.Result["2"].Texts);
            else
                Assert.Contains("unlucky", Assert.IsType<NodeFailedException>(item.Exception).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Who_stops_to_enumerate_cancels_the_runs_on_the_way()
    {
        await using WorkServer server = await WorkServer.StartAsync();
        // It begins when another one has ended.
        server.WaitsAt = 3;
        await using ComfyClient comfy = server.Connect();

        await foreach (BatchItem<RawResult> item in comfy.RunManyAsync(Endless(), new BatchOptions { MaxParallel = 3 }, Token))
        {
            await server.WaitingAsync();
            break;
        }

        QueueSnapshot queue = await comfy.Queue.GetAsync(Token);
        Assert.Empty(queue.Running);
        Assert.Empty(queue.Pending);
        Assert.DoesNotContain(3, server.Worked);
    }

    [Fact]
    public async Task A_cancelled_batch_ends_as_cancelled_and_takes_its_runs_along()
    {
        await using WorkServer server = await WorkServer.StartAsync();
        server.WaitsAt = 0;
        await using ComfyClient comfy = server.Connect();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        ValueTask<List<BatchItem<RawResult>>> batch = comfy.RunManyAsync(Endless(), new BatchOptions { MaxParallel = 1 }, stop.Token).ToListAsync(stop.Token);
        await server.WaitingAsync();

        await stop.CancelAsync();

        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await batch);
        Assert.Equal(stop.Token, cancelled.CancellationToken);
        Assert.Empty((await comfy.Queue.GetAsync(Token)).Running);
        Assert.Empty(server.Worked);
    }

    [Fact]
    public async Task Progress_counts_every_run_once_and_never_goes_back()
    {
        await using WorkServer server = await WorkServer.StartAsync();
        server.FailsAt = [2];
        await using ComfyClient comfy = server.Connect();
        var reports = new List<BatchProgress>();

        await comfy
            .RunManyAsync(Enumerable.Range(0, 5).Select(WorkServer.Workflow).ToList(), new BatchOptions { Progress = reports.Add }, Token)
            .CountAsync(Token);

        Assert.Equal(reports.Select(report => report.Fraction).Order(), reports.Select(report => report.Fraction));
        Assert.All(reports, report => Assert.InRange(report.Running, 0, 2));
        BatchProgress last = reports[^1];
        Assert.Equal((5, 4, 1, 0, 0, 1.0), (last.Total, last.Succeeded, last.Failed, last.Skipped, last.Running, last.Fraction));
        Assert.Equal(TimeSpan.Zero, last.Remaining);
    }

    [Fact]
    public async Task A_disposed_client_ends_the_batch_instead_of_failing_all_the_rest()
    {
        await using WorkServer server = await WorkServer.StartAsync();
        ComfyClient comfy = server.Connect();
        await comfy.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await comfy.RunManyAsync(Endless(), cancellationToken: Token).CountAsync(Token));
    }

    private static IEnumerable<RawWorkflow> Endless()
    {
        for (int value = 0; ; value++)
            yield return WorkServer.Workflow(value);
    }
}
