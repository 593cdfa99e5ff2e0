using System.Text;
using ComfyTyped.Batches;
using ComfyTyped.CompilerServices;
using ComfyTyped.Tests.Files;
using ComfyTyped.Tests.Workflows.Files;
using Microsoft.Extensions.Time.Testing;

namespace ComfyTyped.Tests.Batches;

/// <summary>A workflow has its key again in another process, and another one when anything about it is another, the content of its files included.</summary>
public sealed class KeyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keys").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_drawn_seed_makes_no_other_workflow_and_a_chosen_one_does()
    {
        Assert.Equal(await KeyAsync(new TextToImage { KSampler = { Seed = Seed.Random } }), await KeyAsync(new TextToImage { KSampler = { Seed = Seed.Random } }));
        Assert.NotEqual(await KeyAsync(new TextToImage { KSampler = { Seed = 1 } }), await KeyAsync(new TextToImage { KSampler = { Seed = 2 } }));
    }

    [Fact]
    public async Task Bytes_count_by_their_content_and_extension_whatever_they_are_called()
    {
        string key = await KeyAsync(LocalFile.Of(Bytes("fox"), "frame.png"));

        Assert.Equal(key, await KeyAsync(LocalFile.Of(Bytes("fox"), "other.png")));
        Assert.Equal(key, await KeyAsync(LocalFile.Of(Written("a.png", "fox"))));
        Assert.Equal(key, await KeyAsync(LocalFile.Of(_ => Task.FromResult<Stream>(Unseekable("fox")), "stream.png")));
        Assert.NotEqual(key, await KeyAsync(LocalFile.Of(Bytes("owl"), "frame.png")));
        Assert.NotEqual(key, await KeyAsync(LocalFile.Of(Bytes("fox"), "frame.webp")));
    }

    [Fact]
    public async Task A_path_whose_content_has_changed_is_another_workflow_also_within_a_batch()
    {
        LocalFile file = LocalFile.Of(Written("a.png", "fox"));
        var keys = new BatchKeys(TimeProvider.System);
        string fox = await keys.NextAsync(Upscale(file), Token);

        Written("a.png", "owl");

        Assert.NotEqual(fox[..32], (await keys.NextAsync(Upscale(file), Token))[..32]);
        Assert.NotEqual(fox, await KeyAsync(file));
    }

    [Fact]
    public async Task A_stream_that_cannot_be_rewound_is_read_once_for_all_workflows_of_a_batch()
    {
        int opened = 0;
        LocalFile file = LocalFile.Of(
            _ =>
            {
                opened++;
                return Task.FromResult<Stream>(Unseekable("fox"));
            },
            "stream.png");
        var keys = new BatchKeys(TimeProvider.System);

        Assert.Equal((await keys.NextAsync(Upscale(file), Token))[..32], (await keys.NextAsync(Upscale(file), Token))[..32]);
        Assert.Equal(1, opened);
    }

    [Fact]
    public async Task A_picture_in_memory_counts_by_its_content_and_one_of_a_server_by_its_name_there()
    {
        await using TwoServers servers = await TwoServers.StartAsync();
        OutputFile there = await servers.PaintThereAsync();
        OutputFile another = (await servers.ComfyThere.RunAsync(
            new TextToImage { KSampler = { Steps = 1 }, EmptyLatentImage = { Width = 16, Height = 16 } }, cancellationToken: Token)).SaveImage.Images[0];
        OutputFile Sent(string content) => new("SaveImageWebsocket_00001.png", MediaKind.Image, Bytes(content));
        int requests = servers.TrafficThere.Sent.Count();

        Assert.Equal(await KeyAsync(Sent("fox")), await KeyAsync(Sent("fox")));
        Assert.NotEqual(await KeyAsync(Sent("fox")), await KeyAsync(Sent("owl")));
        Assert.Equal(await KeyAsync(there), await KeyAsync(there));
        Assert.NotEqual(await KeyAsync(there), await KeyAsync(another));
        Assert.Equal(requests, servers.TrafficThere.Sent.Count());

        static Task<string> KeyAsync(OutputFile file) => KeyTests.KeyAsync(new ImageUpscale { LoadImage = { Image = file } });
    }

    [Fact]
    public async Task A_text_is_never_taken_for_a_file()
    {
        LocalFile file = LocalFile.Of(Bytes("fox"), "a.png");

        Assert.NotEqual(await KeyAsync(Pair(InputValue.FromFile(file), InputValue.FromString("2 image"))), await KeyAsync(Pair(InputValue.FromString("1 image"), InputValue.FromFile(file))));

        static ComfyWorkflow Pair(InputValue first, InputValue second)
        {
            var workflow = new RawWorkflow("""{"1":{"class_type":"LoadImage","inputs":{"image":""}},"2":{"class_type":"LoadImage","inputs":{"image":""}}}""");
            workflow["1"].SetValue("image", first);
            workflow["2"].SetValue("image", second);
            return workflow;
        }
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_fails_its_item_without_a_run_and_ends_nothing_else()
    {
        await using WorkServer server = await WorkServer.StartAsync();
        await using ComfyClient comfy = server.Connect();
        var options = new BatchOptions { Manifest = Path.Combine(_folder, "batch.jsonl") };
        RawWorkflow Broken()
        {
            RawWorkflow workflow = WorkServer.Workflow(1);
            workflow["1"].SetValue("value", InputValue.FromFile(LocalFile.Of(Path.Combine(_folder, "missing.png"))));
            return workflow;
        }

        List<BatchItem<RawResult>> items = await comfy.RunManyAsync([WorkServer.Workflow(0), Broken(), WorkServer.Workflow(2)], options, Token).ToListAsync(Token);

        BatchItem<RawResult> failed = Assert.Single(items, item => !item.IsSuccess);
        var failure = Assert.IsType<FileTransferException>(failed.Exception);
        Assert.Null(failure.TargetServer);
        Assert.Contains("missing.png\" cannot be read", failure.Message, StringComparison.Ordinal);
        Assert.Equal([0, 2], server.Worked.Order());
        Assert.Equal(1, Assert.Single(await comfy.RunManyAsync([WorkServer.Workflow(0), Broken()], options, Token).ToListAsync(Token)).Index);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_that_hangs_delays_nothing_for_longer_than_the_patience_and_no_cancel(bool blocks)
    {
        using var released = new ManualResetEventSlim();
        var time = new FakeTimeProvider();
        LocalFile hanging = LocalFile.Of(
            _ =>
            {
                if (blocks)
                    released.Wait(CancellationToken.None);
                return new TaskCompletionSource<Stream>().Task;
            },
            "a.png");
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task<string> cancelled = new BatchKeys(time).NextAsync(Upscale(hanging), cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);

        Task<string> patient = new BatchKeys(time).NextAsync(Upscale(hanging), Token);
        await time.AdvanceUntilAsync(TimeSpan.FromSeconds(10), patient);

        Assert.Contains("was not opened within 60 s", (await Assert.ThrowsAsync<FileTransferException>(() => patient)).Message, StringComparison.Ordinal);
        released.Set();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Task<string> KeyAsync(ComfyWorkflow workflow) => new BatchKeys(TimeProvider.System).NextAsync(workflow, Token);

    private static Task<string> KeyAsync(LocalFile file) => KeyAsync(Upscale(file));

    private static ComfyWorkflow Upscale(LocalFile file) => new ImageUpscale { LoadImage = { Image = file } };

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static ScriptedStream Unseekable(string text) => new(Bytes(text), () => Task.CompletedTask, default);

    private string Written(string name, string content)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, content);
        return path;
    }
}
