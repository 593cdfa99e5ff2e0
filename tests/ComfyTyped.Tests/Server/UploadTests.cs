using ComfyTyped.Testing;

namespace ComfyTyped.Tests.Server;

public class UploadTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_bytes_travel_once()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        var traffic = new Traffic();
        await using var comfy = new ComfyClient(server.Url, new ComfyClientOptions { HttpMessageHandler = traffic });
        byte[] picture = Red(8);

        UploadedFile first = await comfy.UploadOnceAsync(new MemoryStream(picture), "cat.PNG", cancellationToken: Token);
        UploadedFile again = await comfy.UploadOnceAsync(new MemoryStream(picture), "dog.png", cancellationToken: Token);
        UploadedFile other = await comfy.UploadOnceAsync(new MemoryStream(Red(9)), ".png", cancellationToken: Token);

        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.EndsWith(".png", first.Name, StringComparison.Ordinal);
        Assert.Equal(2, traffic.Sent.Count(request => request == "POST /api/upload/image"));
        Assert.Equal(picture, await File.ReadAllBytesAsync(Path.Combine(server.DataDirectory, "input", first.Name), Token));
    }

    [Fact]
    public async Task A_part_that_a_broken_upload_left_behind_is_replaced()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        await using var comfy = new ComfyClient(server.Url);
        byte[] picture = Red(8);
        UploadedFile file = await comfy.UploadOnceAsync(new MemoryStream(picture), ".png", new UploadOptions { Subfolder = "a b" }, Token);
        string path = Path.Combine(server.DataDirectory, "input", "a b", file.Name);
        await File.WriteAllBytesAsync(path, picture[..10], Token);

        Assert.Equal(file, await comfy.UploadOnceAsync(new MemoryStream(picture), ".png", new UploadOptions { Subfolder = "a b" }, Token));

        Assert.Equal(picture, await File.ReadAllBytesAsync(path, Token));
    }

    [Fact]
    public async Task An_upload_tells_how_far_it_is()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        await using var comfy = new ComfyClient(server.Url);
        var progress = new Steps();

        await comfy.UploadImageAsync(new MemoryStream(new byte[300_000]), "a.bin", new UploadOptions { Progress = progress }, Token);

        Assert.Equal(300_000, progress.Seen[^1]);
        Assert.Equal(progress.Seen.Order(), progress.Seen);
        Assert.True(progress.Seen.Count > 1);
    }

    [Fact]
    public async Task A_mask_becomes_the_transparency_of_a_picture()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        await using var comfy = new ComfyClient(server.Url);
        UploadedFile original = await comfy.UploadImageAsync(new MemoryStream(Red(2)), "original.png", cancellationToken: Token);
        byte[] mask = new Picture(2, 2, new byte[16]).ToPng();

        UploadedFile masked = await comfy.UploadMaskAsync(new MemoryStream(mask), "masked.png", original, cancellationToken: Token);

        byte[] stored = await File.ReadAllBytesAsync(Path.Combine(server.DataDirectory, "input", masked.Name), Token);
        Assert.Equal(0, Picture.Decode(stored).Rgba.Span[3]);
    }

    [Fact]
    public async Task A_mask_for_a_picture_that_the_server_does_not_have_is_refused()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        await using var comfy = new ComfyClient(server.Url);
        var original = new UploadedFile("gone.png", "", ComfyFolder.Output);

        var failure = await Assert.ThrowsAsync<ComfyServerException>(
            () => comfy.UploadMaskAsync(new MemoryStream(Red(2)), "masked.png", original, cancellationToken: Token));

        Assert.Equal(404, (int)failure.StatusCode);
        Assert.Contains("gone.png [output]", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_can_be_had_in_other_forms()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        await using var comfy = new ComfyClient(server.Url);
        RawResult result = await comfy.RunAsync(
            new RawWorkflow(
                """{"1":{"class_type":"EmptyImage","inputs":{"width":8,"height":8,"batch_size":1,"color":255}},"2":{"class_type":"PreviewImage","inputs":{"images":["1",0]}}}"""),
            cancellationToken: Token);
        OutputFile file = result["2"].Images[0];

        Assert.Equal("RIFF"u8.ToArray(), (await ReadAsync(file, new ViewOptions { Format = ViewFormat.Webp }))[..4]);
        Assert.Equal([0xFF, 0xD8], (await ReadAsync(file, new ViewOptions { Format = ViewFormat.Jpeg, Quality = 50 }))[..2]);
        Assert.NotEqual(await file.ReadAsync(Token), await ReadAsync(file, new ViewOptions { Channel = ViewChannel.Alpha }));
        Assert.Equal(await file.ReadAsync(Token), await ReadAsync(file, new ViewOptions()));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ViewOptions { Quality = 101 });
    }

    private static byte[] Red(int size) => new Picture(size, size, [.. Enumerable.Repeat(new byte[] { 255, 0, 0, 255 }, size * size).SelectMany(pixel => pixel)]).ToPng();

    private static async Task<byte[]> ReadAsync(OutputFile file, ViewOptions view)
    {
        await using Stream stream = await file.OpenAsync(view, Token);
        var content = new MemoryStream();
        await stream.CopyToAsync(content, Token);
        return content.ToArray();
    }

    private sealed class Steps : IProgress<long>
    {
        public List<long> Seen { get; } = [];

        public void Report(long value) => Seen.Add(value);
    }
}
