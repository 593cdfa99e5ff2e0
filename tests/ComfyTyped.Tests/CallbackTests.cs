using ComfyTyped.Tests.Replay;

namespace ComfyTyped.Tests;

public class CallbackTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Versions => [.. Recording.Versions];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Callbacks_name_the_typed_node_and_give_its_typed_output(string version)
    {
        Recording recording = Recording.Load(version, "text_to_image");
        await using ReplayServer server = await ReplayServer.StartAsync(recording);
        await using ComfyClient comfy = Clients.For(server);
        RawWorkflow workflow = recording.ToWorkflow();
        var images = new List<OutputFile>();
        var nodes = new List<string>();

        RawResult result = await comfy.RunAsync(
            workflow,
            on => on.Executed(workflow["9"], output => images.AddRange(output.Images)).Executing(item => nodes.Add(item.Node!.PropertyName)),
            Token);

        Assert.Equal(result["9"].Images.Select(image => image.FileName), images.Select(image => image.FileName));
        Assert.Equal("SaveImage", nodes[^1]);
        Assert.Contains("KSampler", nodes);
    }

    [Fact]
    public async Task A_callback_for_a_node_of_another_workflow_object_is_refused()
    {
        Recording recording = Recording.Load("0.8.0", "text_to_image");
        await using ComfyClient comfy = new("http://127.0.0.1:1");
        RawWorkflow other = recording.ToWorkflow();

        await Assert.ThrowsAsync<ArgumentException>(() => comfy.RunAsync(recording.ToWorkflow(), on => on.Executed(other["9"], _ => { }), Token));
    }

    [Theory]
    [InlineData("0.3.64", "text_to_image")]
    [InlineData("0.8.0", "text_to_image")]
    [InlineData("0.3.64", "text_to_image_preview_metadata")]
    [InlineData("0.8.0", "text_to_image_preview_metadata")]
    public async Task Previews_of_both_frame_types_are_pictures_of_their_node(string version, string scenario)
    {
        Recording recording = Recording.Load(version, scenario);
        await using ReplayServer server = await ReplayServer.StartAsync(recording);
        await using ComfyClient comfy = Clients.For(server);
        RawWorkflow workflow = recording.ToWorkflow();
        var previews = new List<PreviewFrame>();

        await comfy.RunAsync(workflow, on => on.Preview(previews.Add), Token);

        Assert.Equal(recording.Frames.Count(frame => frame.Binary is not null), previews.Count);
        Assert.All(previews, preview =>
        {
            Assert.Same(workflow["3"], preview.Node);
            Assert.Equal("image/jpeg", preview.MediaType);
            Assert.Equal([0xFF, 0xD8], preview.Image[..2].ToArray());
        });
    }

    [Fact]
    public async Task An_exception_in_a_callback_cancels_the_run_and_is_thrown()
    {
        Recording recording = Recording.Load("0.8.0", "interrupt");
        await using ReplayServer server = await ReplayServer.StartAsync(recording, new ReplayFaults { StallBefore = frame => frame.EventType == "progress" });
        await using ComfyClient comfy = Clients.For(server);

        var thrown = await Assert.ThrowsAsync<FormatException>(() =>
            comfy.RunAsync(recording.ToWorkflow(), on => on.Executing(_ => throw new FormatException("mine")), Token));

        Assert.Equal("mine", thrown.Message);
        Assert.Equal([server.PromptId], server.Interrupted);
    }

    [Fact]
    public async Task A_callback_that_blocks_does_not_hold_up_the_socket()
    {
        Recording recording = Recording.Load("0.8.0", "progress");
        using var heardTheEnd = new ManualResetEventSlim();
        await using ReplayServer server = await ReplayServer.StartAsync(recording, new ReplayFaults
        {
            Answer = context =>
            {
                if (context.Request.Path.StartsWithSegments("/api/history", StringComparison.Ordinal))
                    heardTheEnd.Set();
                return Task.FromResult(false);
            },
        });
        await using ComfyClient comfy = Clients.For(server, options =>
        {
            options.EventBufferSize = 4;
            options.HistoryPollInterval = TimeSpan.FromMinutes(1);
        });
        var fractions = new List<double>();

        RawResult result = await Task.Run(
            () => comfy.RunAsync(
                recording.ToWorkflow(),
                on => on.Progress(progress =>
                {
                    heardTheEnd.Wait(Token);
                    fractions.Add(progress.Fraction);
                }),
                Token),
            Token);

        Assert.Contains(recording.History.GetProperty("outputs").EnumerateObject(), output => !result[output.Name].IsEmpty);
        Assert.Equal(1, fractions[^1]);
        Assert.InRange(fractions.Count, 1, 6);
    }

    [Fact]
    public async Task Callbacks_run_on_the_synchronization_context_of_the_caller()
    {
        Recording recording = Recording.Load("0.8.0", "success");
        await using ReplayServer server = await ReplayServer.StartAsync(recording);
        await using ComfyClient comfy = Clients.For(server);
        var context = new CountingContext();
        var contexts = new HashSet<SynchronizationContext?>();

        SynchronizationContext? before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(context);
        Task<RawResult> run = comfy.RunAsync(recording.ToWorkflow(), on => on.Event(_ => contexts.Add(SynchronizationContext.Current)), Token);
        SynchronizationContext.SetSynchronizationContext(before);
        await run;

        Assert.Equal([context], contexts);
    }

    private sealed class CountingContext : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => ThreadPool.QueueUserWorkItem(_ =>
        {
            SetSynchronizationContext(this);
            d(state);
            SetSynchronizationContext(null);
        });
    }
}
