using Microsoft.Extensions.Time.Testing;

namespace ComfyTyped.Tests.Batches;

/// <summary>What listens to a batch cannot take its results away, or keep it from ending.</summary>
public sealed class ListenerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("batch").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_listener_that_throws_is_logged_once_and_every_item_is_done()
    {
        await using WorkServer server = await WorkServer.StartAsync();
        var notes = new LogNotes();
        await using var comfy = new ComfyClient(server.Server.Url, new ComfyClientOptions { LoggerFactory = notes });
        int reports = 0;
        var options = new BatchOptions
        {
            Manifest = Path.Combine(_folder, "batch.jsonl"),
            Progress = _ =>
            {
                reports++;
                throw new InvalidTimeZoneException("listener");
            },
        };
        RawWorkflow[] workflows = [.. Enumerable.Range(0, 5).Select(WorkServer.Workflow)];

        List<BatchItem<RawResult>> items = await comfy.RunManyAsync(workflows, options, Token).ToListAsync(Token);

        Assert.Equal(5, items.Count(item => item.IsSuccess));
        Assert.True(reports > 5);
        Assert.IsType<InvalidTimeZoneException>(Assert.Single(notes.Exceptions("HandlerFailed")));
        Assert.Empty(await comfy.RunManyAsync(workflows, options with { Progress = null }, Token).ToListAsync(Token));
        Assert.Equal(5, server.Worked.Count);
    }

    [Fact]
    public async Task A_listener_that_hangs_delays_the_end_no_longer_than_its_limit()
    {
        using var released = new ManualResetEventSlim();
        var time = new FakeTimeProvider();
        await using var comfy = new FakeComfy((_, _) => Task.CompletedTask);
        var options = new BatchOptions { Progress = _ => released.Wait(CancellationToken.None), TimeProvider = time };

        Task<List<BatchItem<RawResult>>> batch = comfy.RunManyAsync(Enumerable.Range(0, 5).Select(WorkServer.Workflow), options, Token).ToListAsync(Token).AsTask();
        await time.AdvanceUntilAsync(TimeSpan.FromSeconds(1), batch);

        Assert.Equal(5, (await batch).Count);
        released.Set();
    }

    [Fact]
    public async Task A_listener_that_hangs_does_not_keep_a_batch_from_being_left_or_cancelled()
    {
        using var released = new ManualResetEventSlim();
        var time = new FakeTimeProvider();
        await using var comfy = new FakeComfy((_, token) => Task.CompletedTask);
        var options = new BatchOptions { Progress = _ => released.Wait(CancellationToken.None), TimeProvider = time };

        await foreach (BatchItem<RawResult> item in comfy.RunManyAsync(Endless(), options, Token))
            break;
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (BatchItem<RawResult> item in comfy.RunManyAsync(Endless(), options, cancel.Token))
                await cancel.CancelAsync();
        });
        released.Set();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static IEnumerable<RawWorkflow> Endless()
    {
        for (int value = 0; ; value++)
            yield return WorkServer.Workflow(value);
    }
}
