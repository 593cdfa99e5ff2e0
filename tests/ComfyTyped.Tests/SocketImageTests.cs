using ComfyTyped.Runs;
using ComfyTyped.Testing;
using ComfyTyped.Tests.Workflows.Files;

namespace ComfyTyped.Tests;

/// <summary>Pictures that a node sends over the socket in place of files.</summary>
public class SocketImageTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_pictures_of_SaveImageWebsocket_are_outputs_in_order()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        await using var client = new ComfyClient(server.Url);
        (ComfyGraph graph, SaveImageWebsocket send) = Batch(3);
        string folder = Directory.CreateTempSubdirectory("comfytyped").FullName;

        GraphResult result = await client.RunAsync(graph, cancellationToken: Token);

        ImageOutput output = result.OutputOf(send);
        Assert.Equal(["SaveImageWebsocket_00001.png", "SaveImageWebsocket_00002.png", "SaveImageWebsocket_00003.png"], output.Images.Select(image => image.FileName));
        Assert.Equal((false, false), (output.IsIncomplete, output.IsEmpty));
        Assert.Equal(output.Images, result.Files);
        byte[] png = await output.Images[0].ReadAsync(Token);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
        string path = await output.Images[2].SaveToFolderAsync(folder, Token);
        Assert.Equal(png, await File.ReadAllBytesAsync(path, Token));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Previews_of_other_nodes_are_none_of_them()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        await using var client = new ComfyClient(server.Url, new ComfyClientOptions { PreviewMethod = PreviewMethod.Latent2Rgb });
        var workflow = new TextToImage { KSampler = { Steps = 4 }, EmptyLatentImage = { Width = 64, Height = 64 } };
        SaveImageWebsocket send = workflow.Add(new SaveImageWebsocket { Images = workflow.VAEDecode.Image });
        var previews = new List<PreviewFrame>();

        TextToImage.Result result = await client.RunAsync(workflow, on => on.Preview(previews.Add), Token);

        Assert.Single(result.OutputOf(send).Images);
        Assert.False(result.OutputOf(send).IsIncomplete);
        Assert.Contains(previews, preview => preview.Node == workflow.KSampler);
    }

    [Fact]
    public async Task A_client_that_has_no_socket_is_told_that_they_are_missing()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        await using var client = new ComfyClient(server.Url, new ComfyClientOptions { ConnectionMode = ConnectionMode.PollingOnly });
        (ComfyGraph graph, SaveImageWebsocket send) = Batch(1);

        GraphResult result = await client.RunAsync(graph, cancellationToken: Token);

        Assert.Equal((true, true), (result.OutputOf(send).IsIncomplete, result.OutputOf(send).IsEmpty));
    }

    [Fact]
    public async Task A_picture_in_memory_has_no_name_but_is_an_input_that_the_run_uploads()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        await using var client = new ComfyClient(server.Url);
        (ComfyGraph graph, SaveImageWebsocket send) = Batch(1);
        OutputFile picture = (await client.RunAsync(graph, cancellationToken: Token)).OutputOf(send).Images[0];

        Assert.Equal((true, null), (picture.IsInMemory, picture.Server));
        Assert.Throws<InvalidOperationException>(() => picture.ToInputName());
        Assert.Throws<InvalidOperationException>(() => { _ = picture.OpenAsync(new ViewOptions(), Token); });
        ImageUpscale.Result result = await client.RunAsync(new ImageUpscale { LoadImage = { Image = picture } }, cancellationToken: Token);
        Assert.NotEmpty(await result.SaveImage.Images[0].ReadAsync(Token));
    }

    [Theory]
    [InlineData(2, 2, false)]
    [InlineData(1, 2, true)]
    [InlineData(0, 2, true)]
    [InlineData(0, 0, true)]
    [InlineData(1, 0, false)]
    public void Those_that_were_missed_are_noticed_by_the_steps_that_the_node_counts(int came, int steps, bool isIncomplete)
    {
        (ComfyGraph graph, SaveImageWebsocket send) = Batch(1);
        var images = SocketImages.Of(graph, 1000)!;
        var node = new NodeReference(send.Id, send.Id, send);

        for (int i = 0; i < came; i++)
            images.Add(new PreviewFrame(node, new byte[] { 1 }, "image/png"));
        if (steps > 0)
            images.OnProgress(new ProgressEvent(node, 1, steps));

        Assert.Equal((came, isIncomplete), (images.ToSentImages()[send.Id].Files.Count, images.ToSentImages()[send.Id].IsIncomplete));
    }

    [Fact]
    public void A_workflow_without_such_nodes_keeps_nothing() => Assert.Null(SocketImages.Of(new TextToImage(), 1000));

    private static (ComfyGraph Graph, SaveImageWebsocket Send) Batch(int size)
    {
        var graph = new ComfyGraph();
        EmptyImage image = graph.Add(new EmptyImage { Width = 16, Height = 16, BatchSize = size, Color = 255 });
        return (graph, graph.Add(new SaveImageWebsocket { Images = image.Image }));
    }
}
