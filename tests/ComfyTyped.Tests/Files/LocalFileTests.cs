using ComfyTyped.Testing;
using ComfyTyped.Tests.Server;
using ComfyTyped.Tests.Workflows.Files;
using ComfyTyped.Wire;

namespace ComfyTyped.Tests.Files;

/// <summary>Files of this program travel with the run that needs them.</summary>
public sealed class LocalFileTests : IDisposable
{
    private static readonly byte[] Red = new Picture(1, 1, new byte[] { 255, 0, 0, 255 }).ToPng();

    private readonly string _folder = Directory.CreateTempSubdirectory("files").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_uploads_what_it_needs_and_the_same_bytes_once_whatever_they_are_called()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        var traffic = new Traffic();
        await using ComfyClient comfy = TwoServers.Connect(server, traffic);
        string path = Path.Combine(_folder, "Фото.PNG");
        await File.WriteAllBytesAsync(path, Red, Token);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => RunAsync(comfy, LocalFile.Of(path))));
        await RunAsync(comfy, LocalFile.Of(Red, "other.png"));
        await RunAsync(comfy, LocalFile.Of(_ => Task.FromResult<Stream>(File.OpenRead(path)), "a.png"));

        Assert.Single(TwoServers.Uploads(traffic));
        Assert.Equal(Red, await File.ReadAllBytesAsync(Directory.GetFiles(Path.Combine(server.DataDirectory, "input")).Single(), Token));
    }

    [Fact]
    public async Task A_socket_that_drops_while_a_file_travels_is_not_missed()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        await using var comfy = new ComfyClient(server.Url, new ComfyClientOptions { ReconnectPolicy = null });
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        comfy.ConnectionChanged += (_, change) => _ = change.State == ConnectionState.Disconnected && closed.TrySetResult();
        LocalFile file = LocalFile.Of(
            async token =>
            {
                await server.GoOfflineAsync();
                if (comfy.ConnectionState == ConnectionState.Connected)
                    await closed.Task.WaitAsync(token);
                await server.GoOnlineAsync();
                return new MemoryStream(Red);
            },
            "a.png");

        await RunAsync(comfy, file);

        Assert.Equal(ConnectionState.Connected, comfy.ConnectionState);
    }

    [Fact]
    public async Task A_changed_file_travels_again()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        await using var comfy = new ComfyClient(server.Url);
        string path = Path.Combine(_folder, "photo.png");
        await File.WriteAllBytesAsync(path, Red, Token);
        var workflow = new ImageUpscale { LoadImage = { Image = LocalFile.Of(path) } };
        await comfy.RunAsync(workflow, cancellationToken: Token);

        await File.WriteAllBytesAsync(path, new Picture(1, 1, new byte[] { 0, 0, 255, 255 }).ToPng(), Token);
        ImageUpscale.Result result = await comfy.RunAsync(workflow, cancellationToken: Token);

        Assert.Equal(255, Picture.Decode(await result.SaveImage.Images[0].ReadAsync(Token)).Rgba.Span[2]);
    }

    [Theory]
    [InlineData("LoadImageMask", "a.png")]
    [InlineData("LoadAudio", "a.flac")]
    [InlineData("LoadVideo", "a.mp4")]
    public async Task Masks_sounds_and_videos_travel_like_pictures(string classType, string fileName)
    {
        string? read = null;
        await using ComfyServer server = await ComfyServer.StartAsync(
            options => options.AddNode(new NodeBehavior(NodeDefinition.Core(classType).AsOutputNode(), node =>
            {
                read = node.Inputs.String(classType == "LoadAudio" ? "audio" : classType == "LoadVideo" ? "file" : "image");
                return NodeResult.None;
            })),
            Token);
        await using var comfy = new ComfyClient(server.Url, new ComfyClientOptions { ValidateBeforeSubmit = false });
        var graph = new ComfyGraph();
        LocalFile file = LocalFile.Of(new byte[] { 1, 2, 3 }, fileName);
        _ = classType switch
        {
            "LoadAudio" => (ComfyNode)graph.Add(new LoadAudio { Audio = file }),
            "LoadVideo" => graph.Add(new LoadVideo { File = file }),
            _ => graph.Add(new LoadImageMask { Image = file, Channel = "red" }),
        };

        await comfy.RunAsync(graph, cancellationToken: Token);

        Assert.Equal(Path.GetExtension(fileName), Path.GetExtension(read));
        Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(Path.Combine(server.DataDirectory, "input", read!), Token));
    }

    [Fact]
    public async Task A_stream_goes_through_while_it_comes()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        var arriving = new ArrivingUpload();
        await using ComfyClient comfy = TwoServers.Connect(server, arriving);
        // The second half comes when the first has arrived: who collects all before sending waits forever.
        var content = new ScriptedStream(Red.AsMemory(0, 20), () => arriving.HasBegun, Red.AsMemory(20));

        await RunAsync(comfy, LocalFile.Of(_ => Task.FromResult<Stream>(content), "a.png"));

        Assert.True(content.IsDisposed);
    }

    [Fact]
    public async Task A_stream_that_breaks_stops_the_run_before_it_is_sent()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        var traffic = new Traffic();
        await using ComfyClient comfy = TwoServers.Connect(server, traffic);
        var content = new ScriptedStream(Red.AsMemory(0, 20), () => Task.FromException(new IOException("The cable is out.")), default);

        var failure = await Assert.ThrowsAsync<FileTransferException>(() => RunAsync(comfy, LocalFile.Of(_ => Task.FromResult<Stream>(content), "a.png")));

        Assert.Contains("The cable is out.", failure.Message, StringComparison.Ordinal);
        Assert.Null(failure.SourceServer);
        Assert.True(content.IsDisposed);
        Assert.DoesNotContain("POST /api/prompt", traffic.Sent);
        Assert.Empty(Directory.GetFiles(Path.Combine(server.DataDirectory, "input")));
    }

    [Fact]
    public async Task A_stream_that_falls_silent_does_not_hold_the_run_up_forever()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        await using var comfy = new ComfyClient(server.Url, new ComfyClientOptions { TransferStallTimeout = TimeSpan.FromMilliseconds(300) });
        var content = new ScriptedStream(Red.AsMemory(0, 20), () => Task.Delay(Timeout.Infinite, Token), default);

        var failure = await Assert.ThrowsAsync<FileTransferException>(() => RunAsync(comfy, LocalFile.Of(_ => Task.FromResult<Stream>(content), "a.png")));

        Assert.Contains("silent", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_does_not_exist_is_named()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        await using var comfy = new ComfyClient(server.Url);

        var failure = await Assert.ThrowsAsync<FileTransferException>(() => RunAsync(comfy, LocalFile.Of("no such.png")));

        Assert.Equal("no such.png", failure.File);
        Assert.IsType<FileNotFoundException>(failure.InnerException);
    }

    [Fact]
    public async Task A_cancelled_run_stops_the_transfer()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        await using var comfy = new ComfyClient(server.Url);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var content = new ScriptedStream(Red.AsMemory(0, 20), () => stop.CancelAsync(), Red.AsMemory(20));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => comfy.RunAsync(
            new ImageUpscale { LoadImage = { Image = LocalFile.Of(_ => Task.FromResult<Stream>(content), "a.png") } }, cancellationToken: stop.Token));

        Assert.True(content.IsDisposed);
    }

    [Theory]
    [InlineData("a.png/../../b", "")]
    [InlineData("a.p\u0000g", "")]
    [InlineData("a.\"><script>", "")]
    [InlineData("a.PNG", ".png")]
    [InlineData("a.abcdefghijklmnopq", "")]
    [InlineData("noextension", "")]
    public void Only_a_plain_extension_goes_along(string fileName, string expected) =>
        Assert.Equal(expected, TransferName.ExtensionOf(fileName));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Task<ImageUpscale.Result> RunAsync(ComfyClient comfy, LocalFile file) =>
        comfy.RunAsync(new ImageUpscale { LoadImage = { Image = file } }, cancellationToken: Token);
}
