using ComfyTyped.Testing;
using ComfyTyped.Tests.Workflows.Files;

namespace ComfyTyped.Tests.Files;

/// <summary>What a run has made is the input of another run, wherever either is.</summary>
public class ChainingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_its_own_server_a_file_is_read_where_it_lies()
    {
        await using TwoServers servers = await TwoServers.StartAsync();
        OutputFile painted = await servers.PaintThereAsync();
        await using var other = new ComfyClient(servers.There.Url);

        await other.RunAsync(new ImageUpscale { LoadImage = { Image = painted } }, cancellationToken: Token);

        Assert.Empty(Directory.GetFiles(Path.Combine(servers.There.DataDirectory, "input")));
        Assert.DoesNotContain(servers.TrafficThere.Sent, request => request.EndsWith("/view", StringComparison.Ordinal));
        Assert.Equal(servers.There.Url, painted.Server);
    }

    [Fact]
    public async Task A_file_of_another_server_is_streamed_to_where_it_is_needed_and_only_once()
    {
        await using TwoServers servers = await TwoServers.StartAsync();
        OutputFile painted = await servers.PaintThereAsync();

        for (int run = 0; run < 3; run++)
            await servers.ComfyHere.RunAsync(new ImageUpscale { LoadImage = { Image = painted } }, cancellationToken: Token);

        string brought = Assert.Single(Directory.GetFiles(Path.Combine(servers.Here.DataDirectory, "input")));
        Assert.Equal(".png", Path.GetExtension(brought));
        Assert.Equal(await painted.ReadAsync(Token), await File.ReadAllBytesAsync(brought, Token));
        Assert.Single(TwoServers.Uploads(servers.TrafficHere));
    }

    [Fact]
    public async Task Runs_at_the_same_time_bring_a_file_once()
    {
        await using TwoServers servers = await TwoServers.StartAsync();
        OutputFile painted = await servers.PaintThereAsync();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(size => servers.ComfyHere.RunAsync(
            new ImageUpscale { LoadImage = { Image = painted }, Enlarge = { Width = 8 + size } }, cancellationToken: Token)));

        Assert.Single(TwoServers.Uploads(servers.TrafficHere));
    }

    [Fact]
    public async Task A_file_that_was_deleted_where_it_was_brought_to_is_brought_again()
    {
        await using TwoServers servers = await TwoServers.StartAsync();
        OutputFile painted = await servers.PaintThereAsync();
        var workflow = new ImageUpscale { LoadImage = { Image = painted } };
        await servers.ComfyHere.RunAsync(workflow, cancellationToken: Token);
        File.Delete(Directory.GetFiles(Path.Combine(servers.Here.DataDirectory, "input")).Single());

        await servers.ComfyHere.RunAsync(workflow, cancellationToken: Token);

        Assert.Equal(2, TwoServers.Uploads(servers.TrafficHere).Count());
    }

    [Fact]
    public async Task One_run_may_need_files_of_several_places()
    {
        await using TwoServers servers = await TwoServers.StartAsync();
        OutputFile painted = await servers.PaintThereAsync();
        var graph = new ComfyGraph();
        LoadImage[] loads =
        [
            graph.Add(new LoadImage { Image = painted }),
            graph.Add(new LoadImage { Image = LocalFile.Of(new Picture(2, 2, new byte[16]).ToPng(), "empty.png") }),
            graph.Add(new LoadImage { Image = painted }),
        ];
        SaveImage[] saves = [.. loads.Select((load, index) => graph.Add(new SaveImage { Images = load.ImageOutput, FilenamePrefix = $"{index}" }))];

        GraphResult result = await servers.ComfyHere.RunAsync(graph, cancellationToken: Token);

        int[] widths = [.. await Task.WhenAll(saves.Select(async save => Picture.Decode(await result.OutputOf(save).Images[0].ReadAsync(Token)).Width))];
        Assert.Equal([8, 2, 8], widths);
        Assert.Equal(2, TwoServers.Uploads(servers.TrafficHere).Count());
    }

    [Fact]
    public async Task A_file_that_its_server_does_not_have_any_more_stops_the_run_before_it_is_sent()
    {
        await using TwoServers servers = await TwoServers.StartAsync();
        OutputFile painted = await servers.PaintThereAsync();
        File.Delete(Directory.GetFiles(Path.Combine(servers.There.DataDirectory, "output")).Single());

        var failure = await Assert.ThrowsAsync<FileTransferException>(
            () => servers.ComfyHere.RunAsync(new ImageUpscale { LoadImage = { Image = painted } }, cancellationToken: Token));

        Assert.StartsWith("ImageUpscale.LoadImage.Image:", failure.Message, StringComparison.Ordinal);
        Assert.Equal((painted.ToInputName(), servers.There.Url, servers.Here.Url), (failure.File, failure.SourceServer, failure.TargetServer));
        Assert.IsType<ComfyServerException>(failure.InnerException);
        Assert.DoesNotContain("POST /api/prompt", servers.TrafficHere.Sent);
    }

    [Fact]
    public async Task A_server_that_dies_while_its_file_is_on_the_way_is_named_and_not_the_one_that_takes_it()
    {
        await using TwoServers servers = await TwoServers.StartAsync();
        await using ComfyClient dying = TwoServers.Connect(servers.There, new BreakingDownload());
        ImageUpscale.Result made = await dying.RunAsync(
            new ImageUpscale { LoadImage = { Image = await servers.PaintThereAsync() } }, cancellationToken: Token);

        var failure = await Assert.ThrowsAsync<FileTransferException>(() => servers.ComfyHere.RunAsync(
            new ImageUpscale { LoadImage = { Image = made.SaveImage.Images[0] } }, cancellationToken: Token));

        Assert.Equal(servers.There.Url, failure.SourceServer);
        Assert.Empty(Directory.GetFiles(Path.Combine(servers.Here.DataDirectory, "input")));
        Assert.DoesNotContain("POST /api/prompt", servers.TrafficHere.Sent);
    }

    [Fact]
    public async Task Credentials_of_the_one_server_do_not_reach_the_other()
    {
        await using ComfyServer there = await ComfyServer.StartAsync(cancellationToken: Token);
        await using ComfyServer here = await ComfyServer.StartAsync(cancellationToken: Token);
        var headers = new SeenHeaders();
        await using var comfyThere = new ComfyClient(there.Url, new ComfyClientOptions { Headers = { ["X-Token"] = "the-token" } });
        await using ComfyClient comfyHere = TwoServers.Connect(here, headers);
        ImageUpscale.Result first = await comfyThere.RunAsync(
            new ImageUpscale { LoadImage = { Image = LocalFile.Of(new Picture(2, 2, new byte[16]).ToPng(), "a.png") } }, cancellationToken: Token);

        await comfyHere.RunAsync(new ImageUpscale { LoadImage = { Image = first.SaveImage.Images[0] } }, cancellationToken: Token);

        Assert.NotEmpty(headers.Names);
        Assert.DoesNotContain("X-Token", headers.Names);
    }

    [Fact]
    public void The_prompt_as_text_names_the_file_as_its_server_does()
    {
        var workflow = new ImageUpscale { LoadImage = { Image = LocalFile.Of("pictures/cat.png") } };

        Assert.Contains("\"image\":\"pictures/cat.png\"", workflow.ToJson(), StringComparison.Ordinal);
        Assert.Equal("pictures/cat.png", workflow.LoadImage.Image.Value);
        Assert.Empty(workflow.Validate());
    }

    [Fact]
    public async Task A_file_that_comes_along_is_no_problem_to_a_check()
    {
        await using TwoServers servers = await TwoServers.StartAsync();
        OutputFile painted = await servers.PaintThereAsync();

        Assert.Empty(await servers.ComfyHere.CheckAsync(new ImageUpscale { LoadImage = { Image = painted } }, Token));
        Assert.NotEmpty(await servers.ComfyHere.CheckAsync(new ImageUpscale { LoadImage = { Image = "missing.png" } }, Token));
    }

    /// <summary>Breaks every download after some bytes.</summary>
    private sealed class BreakingDownload() : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            if (request.Method == HttpMethod.Get && request.RequestUri!.AbsolutePath.EndsWith("/view", StringComparison.Ordinal))
                response.Content = new StreamContent(new ScriptedStream(new byte[100], () => Task.FromException(new IOException("The server is gone.")), default));
            return response;
        }
    }

    private sealed class SeenHeaders() : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        public System.Collections.Concurrent.ConcurrentBag<string> Names { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            foreach (string name in request.Headers.Select(header => header.Key).Append(request.Method.Method))
                Names.Add(name);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
