using ComfyTyped.Testing;

namespace ComfyTyped.Tests.Server;

public class ServerInfoTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Model_folders_their_files_and_embeddings_are_listed()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(
            options =>
            {
                options.Models["loras"] = ["style.safetensors", "people/ann.safetensors"];
                options.Models["embeddings"] = ["easynegative.pt"];
            },
            Token);
        await using var comfy = new ComfyClient(server.Url);

        Assert.Contains("loras", await comfy.Models.ListFoldersAsync(Token));
        Assert.Equal(["people/ann.safetensors", "style.safetensors"], (await comfy.Models.ListAsync("loras", Token)).Order(StringComparer.Ordinal));
        Assert.Equal(["easynegative"], await comfy.Models.ListEmbeddingsAsync(Token));
        var failure = await Assert.ThrowsAsync<ComfyServerException>(() => comfy.Models.ListAsync("no/folder", Token));
        Assert.Equal(404, (int)failure.StatusCode);
    }

    [Fact]
    public async Task Node_classes_are_described()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        await using var comfy = new ComfyClient(server.Url);

        IReadOnlyList<NodeClassInfo> all = await comfy.NodeClasses.ListAsync(Token);
        NodeClassInfo? one = await comfy.NodeClasses.FindAsync("SaveImage", Token);

        Assert.Equal(("SaveImage", "Save Image", true), (one!.ClassType, one.DisplayName, one.IsOutputNode));
        Assert.Equal("images", one.Json.GetProperty("input").GetProperty("required").EnumerateObject().First().Name);
        Assert.Contains(all, known => known.ClassType == "KSampler" && !known.IsOutputNode);
        Assert.Null(await comfy.NodeClasses.FindAsync("Nothing/Such", Token));
    }

    [Fact]
    public async Task Features_are_told()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        await using var comfy = new ComfyClient(server.Url);

        ServerFeatures features = await comfy.GetFeaturesAsync(Token);

        Assert.Equal((true, 100 * 1024 * 1024), (features.SupportsPreviewMetadata, features.MaxUploadSize));
    }

    [Fact]
    public async Task Memory_that_is_freed_makes_the_next_run_compute_everything()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        await using var comfy = new ComfyClient(server.Url);
        var workflow = new RawWorkflow(
            """{"1":{"class_type":"EmptyImage","inputs":{"width":8,"height":8,"batch_size":1,"color":1}},"2":{"class_type":"PreviewImage","inputs":{"images":["1",0]}}}""");
        await comfy.RunAsync(workflow, cancellationToken: Token);
        Assert.True((await comfy.RunAsync(workflow, cancellationToken: Token))["2"].FromCache);

        await comfy.FreeAsync(freeMemory: true, cancellationToken: Token);

        Assert.False((await comfy.RunAsync(workflow, cancellationToken: Token))["2"].FromCache);
    }

    [Fact]
    public async Task A_disposed_client_asks_nothing()
    {
        var comfy = new ComfyClient("http://127.0.0.1:1");
        await comfy.DisposeAsync();

        Assert.Throws<ObjectDisposedException>(() => comfy.Queue);
        Assert.Throws<ObjectDisposedException>(() => comfy.History);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => comfy.GetFeaturesAsync(Token));
    }
}
