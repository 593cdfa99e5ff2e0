using ComfyTyped.Options;
using ComfyTyped.Runs;
using ComfyTyped.Tests.Replay;

namespace ComfyTyped.Tests;

public class EventStreamTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Runs
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string version in Recording.Versions)
            {
                foreach (string scenario in new[] { "success", "success_cached", "text_to_image", "text_to_image_all_cached", "progress", "progress_async_two_nodes", "subgraph_expansion" })
                    data.Add(version, scenario);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task Progress_of_the_graph_never_goes_back_and_is_1_at_success_only(string version, string scenario)
    {
        List<ComfyEvent> events = await ReadAsync(Recording.Load(version, scenario));

        double[] fractions = [.. events.OfType<GraphProgress>().Select(progress => progress.Fraction)];
        Assert.Equal(fractions.Order(), fractions);
        Assert.Equal(1, Assert.Single(fractions, fraction => fraction >= 1));
        Assert.True(events.FindIndex(item => item is ExecutionSuccessEvent) < events.FindIndex(item => item is GraphProgress { Fraction: 1 }));
        Assert.All(events.OfType<GraphProgress>(), progress => Assert.InRange(progress.Done, 0, progress.Total));
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task Every_message_becomes_an_event_in_its_order(string version, string scenario)
    {
        Recording recording = Recording.Load(version, scenario);

        List<ComfyEvent> events = await ReadAsync(recording);

        string[] expected = [.. recording.Frames.SkipWhile(frame => frame.EventType != "execution_start").Where(frame => frame.Binary is null && frame.EventType != "status").Select(NameOf)];
        string[] actual = [.. events.Where(item => item is not (GraphProgress or StatusEvent or FeatureFlagsEvent or PreviewFrame)).Select(item => item.GetType().Name)];
        Assert.Equal(expected, actual);
    }

    [Fact]
    public async Task Steps_inside_a_node_move_the_progress_of_the_graph()
    {
        List<ComfyEvent> events = await ReadAsync(Recording.Load("0.8.0", "text_to_image"));

        GraphProgress[] steps = [.. events.OfType<GraphProgress>().Where(progress => progress.Node?.ClassType == "KSampler" && progress.Value > 0)];
        Assert.Equal([1.0, 2, 3, 4], steps.Select(progress => progress.Value).Distinct().Order());
        Assert.True(steps[^1].Fraction - steps[0].Fraction > 0.1);
    }

    [Fact]
    public async Task Cached_nodes_count_as_done()
    {
        List<ComfyEvent> events = await ReadAsync(Recording.Load("0.8.0", "text_to_image_all_cached"));

        Assert.Equal(7, events.OfType<GraphProgress>().First().Done);
        Assert.Equal(7, Assert.Single(events.OfType<ExecutionCachedEvent>()).Nodes.Count);
        Assert.True(Assert.Single(events.OfType<ExecutedEvent>()).Output.FromCache);
    }

    [Fact]
    public async Task Children_of_an_expanded_node_name_that_node()
    {
        Recording recording = Recording.Load("0.8.0", "subgraph_expansion");
        RawWorkflow workflow = recording.ToWorkflow();

        List<ComfyEvent> events = await ReadAsync(recording, workflow);

        ExecutingEvent[] children = [.. events.OfType<ExecutingEvent>().Where(item => item.NodeId.StartsWith("1.", StringComparison.Ordinal))];
        Assert.NotEmpty(children);
        Assert.All(children, child => Assert.Same(workflow["1"], child.Node));
        Assert.All(children, child => Assert.Equal("1", child.DisplayNodeId));
        Assert.Contains(events.OfType<ProgressStateEvent>().SelectMany(state => state.Nodes), node => node is { ParentNodeId: "1", State: NodeState.Finished });
    }

    [Fact]
    public async Task A_run_whose_events_nobody_reads_ends_and_keeps_what_matters()
    {
        Recording recording = Recording.Load("0.8.0", "progress_async_two_nodes");
        await using ReplayServer server = await ReplayServer.StartAsync(recording);
        await using ComfyClient comfy = Clients.For(server, options => options.EventBufferSize = 8);
        await using ComfyRun<RawResult> run = await comfy.StartAsync(recording.ToWorkflow(), Token);
        await run.Result;

        var events = new List<ComfyEvent>();
        await foreach (ComfyEvent item in run.Events.WithCancellation(Token))
            events.Add(item);

        Assert.True(run.EventsDropped > 0);
        Assert.InRange(events.Count, 1, 16);
        Assert.Equal(
            recording.Frames.Count(frame => frame.EventType == "executed"),
            events.OfType<ExecutedEvent>().Count());
        Assert.Contains(events, item => item is ExecutionSuccessEvent);
        Assert.Contains(events, item => item is GraphProgress { Fraction: 1 });
    }

    [Fact]
    public async Task A_run_whose_failure_nobody_awaits_leaves_no_unobserved_exception()
    {
        int unobserved = 0;
        void Count(object? sender, UnobservedTaskExceptionEventArgs args) =>
            unobserved += args.Exception.InnerExceptions.Any(exception => exception is NodeFailedException) ? 1 : 0;
        TaskScheduler.UnobservedTaskException += Count;
        try
        {
            await ForgetAFailureAsync();
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Count;
        }

        Assert.Equal(0, unobserved);
    }

    [Fact]
    public void A_full_buffer_drops_the_oldest_event_that_may_be_lost()
    {
        var buffer = new EventBuffer(new EventLimits(4, 1 << 20));
        ComfyEvent[] kept = [new ExecutionStartEvent(null), new RunRetriedEvent(1, null!)];
        StatusEvent[] notices = [.. Enumerable.Range(0, 4).Select(number => new StatusEvent(number, null))];

        buffer.Add(notices[0]);
        buffer.Add(kept[0]);
        buffer.Add(kept[1]);
        buffer.Add(notices[1]);
        buffer.Add(notices[2]);
        buffer.Add(notices[3]);
        buffer.Complete();

        Assert.Equal(2, buffer.Dropped);
        Assert.Equal([.. kept, notices[2], notices[3]], buffer.ReadAllAsync(Token).ToBlockingEnumerable(Token));
    }

    private static async Task ForgetAFailureAsync()
    {
        Recording recording = Recording.Load("0.8.0", "runtime_error");
        await using ReplayServer server = await ReplayServer.StartAsync(recording);
        await using ComfyClient comfy = Clients.For(server);
        await using ComfyRun<RawResult> run = await comfy.StartAsync(recording.ToWorkflow(), Token);
        await foreach (ComfyEvent _ in run.Events.WithCancellation(Token))
        {
        }
    }

    private static async Task<List<ComfyEvent>> ReadAsync(Recording recording, RawWorkflow? workflow = null)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(recording);
        await using ComfyClient comfy = Clients.For(server, options => options.EventBufferSize = 10_000);
        await using ComfyRun<RawResult> run = await comfy.StartAsync(workflow ?? recording.ToWorkflow(), Token);
        var events = new List<ComfyEvent>();
        await foreach (ComfyEvent item in run.Events.WithCancellation(Token))
            events.Add(item);
        await run.Result;
        return events;
    }

    private static string NameOf(RecordedEntry frame) => frame.IsEnd
        ? nameof(ExecutionEndedEvent)
        : string.Concat(frame.EventType!.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..])) + "Event";
}
