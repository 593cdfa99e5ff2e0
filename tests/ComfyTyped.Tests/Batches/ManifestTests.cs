using System.Text;
using ComfyTyped.Batches;
using ComfyTyped.Testing;
using ComfyTyped.Tests.Workflows.Files;

namespace ComfyTyped.Tests.Batches;

/// <summary>A batch that is started again with its manifest does nothing twice and loses nothing.</summary>
public sealed class ManifestTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("batch").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string ManifestPath => Path.Combine(_folder, "batch.jsonl");

    private BatchOptions Options => new() { Manifest = ManifestPath, MaxParallel = 3 };

    [Fact]
    public async Task After_a_crash_in_the_middle_every_run_is_done_once_and_every_result_comes()
    {
        await using WorkServer server = await WorkServer.StartAsync();
        // It begins when three others have ended.
        server.WaitsAt = 5;
        var seen = new List<int>();
        var line = new SeverableHandler();
        ComfyClient first = server.Connect(line);
        await using (IAsyncEnumerator<BatchItem<RawResult>> batch = first.RunManyAsync(Workflows(8), Options, Token).GetAsyncEnumerator(Token))
        {
            await ReadAsync(batch, seen, 3);
            await server.WaitingAsync();
            line.Sever();
        }
        await first.DisposeAsync();

        // The third was handed out, but nobody had said yet that it was dealt with.
        var reports = new List<BatchProgress>();
        await using ComfyClient second = server.Connect();
        List<int> again = [];
        server.Open();
        await foreach (BatchItem<RawResult> item in second.RunManyAsync(Workflows(8), Options with { Progress = reports.Add }, Token))
        {
            Assert.Equal([$"worked on {item.Index}"], item.Result!["2"].Texts);
            again.Add(item.Index);
        }

        Assert.Equal(Enumerable.Range(0, 8).Except(seen[..2]), again.Order());
        Assert.Equal(Enumerable.Range(0, 8), server.Worked.Order());
        Assert.Equal((8, 6, 2), (reports[^1].Done, reports[^1].Succeeded, reports[^1].Skipped));
        Assert.Empty(await RunAllAsync(second, 8));
    }

    [Fact]
    public async Task A_run_that_never_reached_the_server_is_run()
    {
        await using WorkServer server = await WorkServer.StartAsync();
        var line = new SeverableHandler { BreaksAt = "/api/prompt" };
        await using (ComfyClient first = server.Connect(line))
            Assert.All(await RunAllAsync(first, 2), item => Assert.IsType<ComfyConnectionException>(item.Exception));

        await using ComfyClient second = server.Connect();
        Assert.All(await RunAllAsync(second, 2), item => Assert.True(item.IsSuccess));

        Assert.Equal([0, 1], server.Worked.Order());
    }

    [Fact]
    public async Task A_batch_that_was_cancelled_goes_on_where_it_was()
    {
        await using WorkServer server = await WorkServer.StartAsync();
        server.WaitsAt = 4;
        await using ComfyClient comfy = server.Connect();
        var seen = new List<int>();
        await using (IAsyncEnumerator<BatchItem<RawResult>> batch = comfy.RunManyAsync(Workflows(5), Options, Token).GetAsyncEnumerator(Token))
        {
            await ReadAsync(batch, seen, 2);
            await server.WaitingAsync();
        }
        server.WaitsAt = null;

        IEnumerable<int> again = (await RunAllAsync(comfy, 5)).Select(item => item.Index);

        Assert.Equal(Enumerable.Range(0, 5).Except(seen[..1]), again.Order());
        Assert.Equal(Enumerable.Range(0, 5), server.Worked.Order());
    }

    [Fact]
    public async Task What_failed_is_run_again_and_what_is_new_is_run_too()
    {
        await using WorkServer server = await WorkServer.StartAsync();
        server.FailsAt = [1];
        await using ComfyClient comfy = server.Connect();
        Assert.Single(await RunAllAsync(comfy, 3), item => !item.IsSuccess);
        server.FailsAt = [];

        // Another order, one more, and one twice.
        List<BatchItem<RawResult>> again = await comfy
            .RunManyAsync(new[] { 9, 2, 1, 0, 2 }.Select(WorkServer.Workflow), Options, Token)
            .ToListAsync(Token);

        Assert.Equal([0, 2, 4], again.Select(item => item.Index).Order());
        Assert.Equal([0, 1, 2, 2, 9], server.Worked.Order());
    }

    [Fact]
    public async Task Pictures_that_came_over_the_socket_have_no_name_to_note()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        await using var comfy = new ComfyClient(server.Url);
        var graph = new ComfyGraph();
        EmptyImage image = graph.Add(new EmptyImage { Width = 16, Height = 16, BatchSize = 1, Color = 255 });
        graph.Add(new SaveImageWebsocket { Images = image.Image });

        BatchItem<GraphResult> item = Assert.Single(await comfy.RunManyAsync(new[] { graph }, Options, Token).ToListAsync(Token));

        Assert.Single(item.Result!.Files);
        Assert.Empty(await comfy.RunManyAsync(new[] { graph }, Options, Token).ToListAsync(Token));
    }

    [Fact]
    public async Task Two_batches_cannot_have_one_manifest_at_a_time()
    {
        await using WorkServer server = await WorkServer.StartAsync();
        await using ComfyClient comfy = server.Connect();

        await foreach (BatchItem<RawResult> item in comfy.RunManyAsync(Workflows(1), Options, Token))
            await Assert.ThrowsAsync<IOException>(() => RunAllAsync(comfy, 1));
    }

    [Fact]
    public async Task A_crash_at_any_byte_loses_no_line_that_was_whole()
    {
        await using WorkServer server = await WorkServer.StartAsync();
        server.FailsAt = [1];
        await using ComfyClient comfy = server.Connect();
        await RunAllAsync(comfy, 3);
        byte[] whole = await File.ReadAllBytesAsync(ManifestPath, Token);
        var keys = new BatchKeys(TimeProvider.System);
        var wanted = new List<string>();
        foreach (RawWorkflow workflow in Workflows(3))
            wanted.Add(await keys.NextAsync(workflow, Token));

        for (int length = 0; length <= whole.Length; length++)
        {
            var file = new MemoryStream();
            file.Write(whole, 0, length);
            file.Position = 0;
            using (BatchManifest manifest = BatchManifest.Open(file, "batch.jsonl"))
            {
                string[] lines = Encoding.UTF8.GetString(whole[..length]).Split('\n')[..^1];
                foreach (string key in wanted)
                    Assert.Equal(lines.Any(line => line.Contains(key, StringComparison.Ordinal) && line.Contains("\"done\"", StringComparison.Ordinal)), manifest.IsDone(key));
            }
            Assert.Equal((byte)'\n', file.ToArray()[^1]);
        }
    }

    [Fact]
    public void A_line_that_a_full_disk_cuts_does_not_spoil_the_next_one()
    {
        var disk = new SmallDisk();
        var entry = new BatchEntry<RawResult>(0, 0, "key", "label", WorkServer.Workflow(0));
        var failed = new BatchItem<RawResult>(0, "label", entry.Workflow, null, new InvalidOperationException("It has failed."));
        BatchManifest manifest = BatchManifest.Open(disk, "batch.jsonl");
        disk.Room = 30;
        Assert.Throws<IOException>(() => manifest.End(entry, failed));
        Assert.Equal(30, disk.Length);

        disk.Room = int.MaxValue;
        manifest.End(entry with { Key = "other" }, failed);

        using BatchManifest again = BatchManifest.Open(new MemoryStream(disk.ToArray(), 0, (int)disk.Length, writable: true), "batch.jsonl");
        Assert.Equal(2, Encoding.UTF8.GetString(disk.ToArray()).Count(letter => letter == '\n'));
    }

    [Theory]
    [InlineData("hello", 1, "")]
    [InlineData("{\"comfybatch\":2}\n", 1, "version 2")]
    [InlineData("[]\n", 1, "")]
    [InlineData("{\"comfybatch\":1}\nnot json\n", 2, "")]
    [InlineData("{\"comfybatch\":1}\n{\"key\":\"a\",\"index\":0,\"label\":\"\",\"state\":\"lost\"}\n", 2, "\"lost\"")]
    [InlineData("{\"comfybatch\":1}\n{\"key\":\"a\",\"index\":0,\"label\":\"\",\"state\":\"running\",\"handle\":\"x\"}\n", 2, "handle")]
    [InlineData("{\"comfybatch\":1}\n{\"key\":1}\n", 2, "")]
    [InlineData("{\"comfybatch\":1}\n\n{}\n", 2, "")]
    public async Task A_file_that_is_no_manifest_is_named_with_its_line_and_left_alone(string text, int line, string reason)
    {
        await File.WriteAllTextAsync(ManifestPath, text, Token);
        await using var comfy = new FakeComfy((_, _) => throw new InvalidOperationException("Nothing must run."));

        var failure = await Assert.ThrowsAsync<FormatException>(async () => await comfy.RunManyAsync(Workflows(1), Options, Token).ToListAsync(Token));

        Assert.Contains($"batch.jsonl({line})", failure.Message, StringComparison.Ordinal);
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        Assert.Equal(text, await File.ReadAllTextAsync(ManifestPath, Token));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static IEnumerable<RawWorkflow> Workflows(int count) => Enumerable.Range(0, count).Select(WorkServer.Workflow);

    /// <summary>A file on a disk that holds so many bytes, and takes what fits.</summary>
    private sealed class SmallDisk : MemoryStream
    {
        public int Room { get; set; } = int.MaxValue;

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            bool fits = Position + buffer.Length <= Room;
            base.Write(fits ? buffer : buffer[..(int)(Room - Position)]);
            if (!fits)
                throw new IOException("No space left on device");
        }
    }

    private static async Task ReadAsync(IAsyncEnumerator<BatchItem<RawResult>> batch, List<int> seen, int count)
    {
        for (int item = 0; item < count; item++)
        {
            Assert.True(await batch.MoveNextAsync());
            seen.Add(batch.Current.Index);
        }
    }

    private Task<List<BatchItem<RawResult>>> RunAllAsync(ComfyClient comfy, int count) =>
        comfy.RunManyAsync(Workflows(count), Options, Token).ToListAsync(Token).AsTask();
}
