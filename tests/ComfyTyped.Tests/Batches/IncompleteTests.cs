using ComfyTyped.Tests.Workflows.Files;

namespace ComfyTyped.Tests.Batches;

/// <summary>Pictures that nobody heard of are not there, so that a manifest does not count them as done.</summary>
public sealed class IncompleteTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("batch").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private BatchOptions Options => new() { Manifest = Path.Combine(_folder, "batch.jsonl") };

    [Fact]
    public async Task A_run_whose_pictures_were_missed_is_run_again_by_the_next_start()
    {
        await using WorkServer server = await WorkServer.StartAsync();
        await using var deaf = new ComfyClient(server.Server.Url, new ComfyClientOptions { ConnectionMode = ConnectionMode.PollingOnly });

        BatchItem<GraphResult> missed = Assert.Single(await RunAsync(deaf));
        Assert.Equal((true, true), (missed.IsSuccess, missed.IsIncomplete));
        Assert.Contains("\"incomplete\"", await File.ReadAllTextAsync(Options.Manifest!, Token), StringComparison.Ordinal);

        await using ComfyClient comfy = server.Connect();
        BatchItem<GraphResult> again = Assert.Single(await RunAsync(comfy));
        Assert.False(again.IsIncomplete);
        Assert.Single(again.Result!.Files);
        Assert.Empty(await RunAsync(comfy));
    }

    [Fact]
    public async Task A_run_that_sent_its_pictures_to_a_process_that_has_crashed_is_run_again()
    {
        await using WorkServer server = await WorkServer.StartAsync();
        server.WaitsAt = 0;
        await using ComfyClient direct = server.Connect();
        Task<RawResult> before = direct.RunAsync(WorkServer.Workflow(0), cancellationToken: Token);
        await server.WaitingAsync();
        var line = new SeverableHandler();
        ComfyClient first = server.Connect(line);
        await using (IAsyncEnumerator<BatchItem<GraphResult>> batch = first.RunManyAsync([Picture()], Options, Token).GetAsyncEnumerator(Token))
        {
            Task next = batch.MoveNextAsync().AsTask();
            while ((await direct.Queue.GetAsync(Token)).Pending.Count == 0)
                await Task.Delay(5, Token);
            line.Sever();
            await first.DisposeAsync();
            await next;
        }
        string promptId = Assert.Single((await direct.Queue.GetAsync(Token)).Pending).PromptId;
        server.Open();
        await before;
        while (await direct.History.FindAsync(promptId, Token) is null)
            await Task.Delay(5, Token);

        await using ComfyClient second = server.Connect();
        BatchItem<GraphResult> item = Assert.Single(await RunAsync(second));

        Assert.False(item.IsIncomplete);
        Assert.Single(item.Result!.Files);
        Assert.NotEqual(promptId, item.Result.PromptId);
        Assert.Empty(await RunAsync(second));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<List<BatchItem<GraphResult>>> RunAsync(ComfyClient comfy) => await comfy.RunManyAsync([Picture()], Options, Token).ToListAsync(Token);

    private static ComfyGraph Picture()
    {
        var graph = new ComfyGraph();
        EmptyImage image = graph.Add(new EmptyImage { Width = 16, Height = 16, BatchSize = 1, Color = 255 });
        graph.Add(new SaveImageWebsocket { Images = image.Image });
        return graph;
    }
}
