using System.Text;
using ComfyTyped.Runs;
using ComfyTyped.Tests.Replay;
using ComfyTyped.Tests.Workflows.Files;
using Microsoft.AspNetCore.Http;

namespace ComfyTyped.Tests.Transport;

/// <summary>A server cannot make this process keep more than the options allow.</summary>
public class SizeLimitTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Questions => ["queue", "history", "stats", "nodes", "free", "prompt"];

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task An_answer_that_announces_too_much_is_refused_before_it_is_read(string question)
    {
        await using StubServer server = await StubServer.StartAsync(async context =>
        {
            context.Response.ContentLength = 1_000_000_000;
            await context.Response.Body.FlushAsync(Token);
            // Not a byte of it ever comes, so that whoever waited for one would hang.
            await StubServer.HangAsync(context);
        });
        await using ComfyClient comfy = server.Connect(options => options.ConnectionMode = ConnectionMode.PollingOnly);

        AssertNamesOption(await Assert.ThrowsAsync<ComfyServerException>(() => AskAsync(comfy, question)));
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task An_answer_without_end_is_given_up(string question)
    {
        await using StubServer server = await StubServer.StartAsync(context => WriteForEverAsync(context, 200));
        await using ComfyClient comfy = server.Connect(options => (options.ConnectionMode, options.MaxResponseBytes) = (ConnectionMode.PollingOnly, 1_000_000));

        AssertNamesOption(await Assert.ThrowsAsync<ComfyServerException>(() => AskAsync(comfy, question)));
    }

    [Theory]
    [InlineData(5_000, true)]
    [InlineData(4_999, false)]
    public async Task An_answer_of_exactly_the_limit_is_read(int limit, bool isRead)
    {
        string answer = """{"queue_running":[],"queue_pending":[]}""".PadRight(5_000);
        await using StubServer server = await StubServer.StartAsync(async context =>
        {
            foreach (char[] part in answer.Chunk(700))
                await context.Response.WriteAsync(new string(part), Token);
        });
        await using ComfyClient comfy = server.Connect(options => options.MaxResponseBytes = limit);

        if (isRead)
            Assert.Empty((await comfy.Queue.GetAsync(Token)).Running);
        else
            AssertNamesOption(await Assert.ThrowsAsync<ComfyServerException>(() => comfy.Queue.GetAsync(Token)));
    }

    [Theory]
    [InlineData("queue", 500)]
    [InlineData("prompt", 500)]
    [InlineData("free", 400)]
    [InlineData("upload", 413)]
    [InlineData("file", 404)]
    public async Task Of_a_failure_no_more_is_read_than_shown(string question, int status)
    {
        await using StubServer server = await StubServer.StartAsync(context => WriteForEverAsync(context, status));
        await using ComfyClient comfy = server.Connect(options => options.ConnectionMode = ConnectionMode.PollingOnly);

        var failure = await Assert.ThrowsAsync<ComfyServerException>(() => AskAsync(comfy, question));

        Assert.Equal(status, (int)failure.StatusCode);
        Assert.Equal(ComfyClientDefaults.ErrorBodyLength, failure.Body.Length);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_message_that_is_too_large_costs_a_run_nothing_but_the_connection(bool isBinary)
    {
        Recording recording = Recording.Load("0.8.0", "success");
        byte[] large = [.. new byte[] { 0, 0, 0, 1, 0, 0, 0, 1 }, .. Encoding.UTF8.GetBytes(new string('x', 300_000))];
        var faults = new ReplayFaults { Replace = frame => frame.EventType == "executed" ? [new Frame(large, isBinary), Frame.Of(frame)] : [Frame.Of(frame)] };
        await using ReplayServer server = await ReplayServer.StartAsync(recording, faults);
        await using ComfyClient comfy = Clients.For(server, options => options.MaxMessageBytes = 200_000);
        var changes = new List<ConnectionChangedEvent>();
        comfy.ConnectionChanged += (_, change) => changes.Add(change);

        RawResult result = await comfy.RunAsync(recording.ToWorkflow(), cancellationToken: Token);

        Assert.Single(result["2"].Images);
        await comfy.DisposeAsync();
        Assert.Contains(changes, change => change.Reason?.Contains("200000 bytes (ComfyClientOptions.MaxMessageBytes)", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task A_message_of_exactly_the_limit_is_taken()
    {
        Recording recording = Recording.Load("0.8.0", "success");
        byte[] frame = [0, 0, 0, 9, .. new byte[20_000]];
        var faults = new ReplayFaults { Replace = item => item.EventType == "executed" ? [new Frame(frame, true), Frame.Of(item)] : [Frame.Of(item)] };
        await using ReplayServer server = await ReplayServer.StartAsync(recording, faults);
        await using ComfyClient comfy = Clients.For(server, options => options.MaxMessageBytes = 20_004);
        var events = new List<ComfyEvent>();

        await comfy.RunAsync(recording.ToWorkflow(), on => on.Event(events.Add), Token);

        Assert.Equal(20_004, Assert.Single(events.OfType<UnknownFrame>()).Data.Length);
    }

    [Fact]
    public void Pictures_beyond_the_limit_are_left_out_and_missed()
    {
        var graph = new ComfyGraph();
        EmptyImage picture = graph.Add(new EmptyImage { Width = 8, Height = 8, BatchSize = 3, Color = 1 });
        SaveImageWebsocket send = graph.Add(new SaveImageWebsocket { Images = picture.Image });
        var images = SocketImages.Of(graph, 25)!;
        var node = new NodeReference(send.Id, send.Id, send);

        for (int i = 0; i < 3; i++)
            images.Add(new PreviewFrame(node, new byte[10], "image/png"));

        Assert.Equal((2, true), (images.ToSentImages()[send.Id].Files.Count, images.ToSentImages()[send.Id].IsIncomplete));
        images.Clear();
        images.Add(new PreviewFrame(node, new byte[10], "image/png"));
        Assert.Equal((1, false), (images.ToSentImages()[send.Id].Files.Count, images.ToSentImages()[send.Id].IsIncomplete));
    }

    private static Task AskAsync(ComfyClient comfy, string question) => question switch
    {
        "queue" => comfy.Queue.GetAsync(Token),
        "history" => comfy.History.ListAsync(cancellationToken: Token),
        "stats" => comfy.GetSystemStatsAsync(Token),
        "nodes" => comfy.NodeClasses.FindAsync("KSampler", Token),
        "free" => comfy.FreeAsync(cancellationToken: Token),
        "upload" => comfy.UploadImageAsync(new MemoryStream([1]), "a.png", cancellationToken: Token),
        "file" => comfy.NodeClasses.FindAsync("KSampler", Token),
        _ => comfy.RunAsync(new RawWorkflow("""{"1":{"class_type":"Bad","inputs":{}}}"""), cancellationToken: Token),
    };

    private static void AssertNamesOption(ComfyServerException failure) =>
        Assert.Contains("(ComfyClientOptions.MaxResponseBytes)", failure.Message, StringComparison.Ordinal);

    private static async Task WriteForEverAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        byte[] part = Encoding.UTF8.GetBytes(new string('x', 10_000));
        try
        {
            while (true)
                await context.Response.Body.WriteAsync(part, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The client has read enough.
        }
    }
}
