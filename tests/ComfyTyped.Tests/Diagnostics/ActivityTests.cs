using System.Diagnostics;
using ComfyTyped.Testing;
using ComfyTyped.Tests.Server;

namespace ComfyTyped.Tests.Diagnostics;

public class ActivityTests
{
    private const string Prompt =
        """{"1":{"class_type":"EmptyImage","inputs":{"width":8,"height":8,"batch_size":1,"color":1}},"2":{"class_type":"PreviewImage","inputs":{"images":["1",0]}}}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_is_an_activity_with_a_child_for_each_node()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        await using var comfy = new ComfyClient(server.Url);
        using var seen = new SeenActivities();

        await using ComfyRun<RawResult> run = await comfy.StartAsync(new RawWorkflow(Prompt), Token);
        await run.Result;

        Activity activity = seen.RunOf(run.PromptId);
        Assert.Equal(("run RawWorkflow", "succeeded", ActivityStatusCode.Unset), (activity.DisplayName, activity.GetTagItem("comfy.outcome"), activity.Status));
        Assert.Equal(server.Url.Port, activity.GetTagItem("server.port"));
        Activity[] nodes = seen.ChildrenOf(activity);
        Assert.Equal(["EmptyImage", "PreviewImage"], nodes.Select(node => node.DisplayName));
        Assert.Equal(["1", "2"], nodes.Select(node => node.GetTagItem("comfy.node.id")));
        Assert.All(nodes, node => Assert.True(node.StartTimeUtc >= activity.StartTimeUtc && node.Duration <= activity.Duration));
    }

    [Fact]
    public async Task A_run_is_a_child_of_what_its_caller_does_and_leaves_that_as_it_was()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        await using var comfy = new ComfyClient(server.Url);
        using var seen = new SeenActivities();
        using Activity caller = new Activity("caller").Start();

        Task<ComfyRun<RawResult>> start = comfy.StartAsync(new RawWorkflow(Prompt), Token);
        Assert.Same(caller, Activity.Current);
        await using ComfyRun<RawResult> run = await start;
        await run.Result;

        Assert.Same(caller, Activity.Current);
        Assert.Equal(caller.SpanId, seen.RunOf(run.PromptId).ParentSpanId);
    }

    [Fact]
    public async Task A_run_that_fails_is_marked_without_its_message()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(
            options => options.AddNode(new NodeDefinition("Bad").AsOutputNode(), _ => throw new NodeExecutionException("RuntimeError", "hush")), Token);
        await using var comfy = new ComfyClient(server.Url);
        using var seen = new SeenActivities();

        await using ComfyRun<RawResult> run = await comfy.StartAsync(new RawWorkflow("""{"1":{"class_type":"Bad","inputs":{}}}"""), Token);
        await Assert.ThrowsAsync<NodeFailedException>(() => run.Result);

        Activity activity = seen.RunOf(run.PromptId);
        Assert.Equal(("failed", ActivityStatusCode.Error), (activity.GetTagItem("comfy.outcome"), activity.Status));
        Assert.Equal(typeof(NodeFailedException).FullName, activity.GetTagItem("error.type"));
        Assert.Equal(ActivityStatusCode.Error, Assert.Single(seen.ChildrenOf(activity)).Status);
        Assert.DoesNotContain("hush", string.Join(' ', activity.TagObjects.Select(tag => tag.Value)) + activity.StatusDescription, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_is_cancelled_ends_its_activity()
    {
        var gate = new Gate();
        await using ComfyServer server = await ComfyServer.StartAsync(options => options.AddNode(gate.Behavior), Token);
        await using var comfy = new ComfyClient(server.Url);
        using var seen = new SeenActivities();
        await using ComfyRun<RawResult> run = await comfy.StartAsync(Gate.Workflow(0), Token);
        await gate.EnteredAsync();

        await run.CancelAsync();

        Assert.Equal("cancelled", seen.RunOf(run.PromptId).GetTagItem("comfy.outcome"));
    }

    [Fact]
    public async Task A_resumed_run_is_an_activity_of_its_own_that_a_time_limit_can_end()
    {
        var gate = new Gate();
        await using ComfyServer server = await ComfyServer.StartAsync(options => options.AddNode(gate.Behavior), Token);
        string handle;
        await using (var first = new ComfyClient(server.Url))
        {
            await using ComfyRun<RawResult> left = await first.StartAsync(Gate.Workflow(0), Token);
            await gate.EnteredAsync();
            handle = left.Handle;
            await left.DetachAsync();
        }
        using var seen = new SeenActivities();
        await using var second = new ComfyClient(server.Url, new ComfyClientOptions { RunTimeout = TimeSpan.FromMilliseconds(100) });

        await using ComfyRun<RawResult> run = await second.ResumeAsync(Gate.Workflow(0), handle, Token);
        await Assert.ThrowsAsync<ComfyRunTimeoutException>(() => run.Result);

        Activity activity = seen.RunOf(run.PromptId);
        Assert.Equal(("run RawWorkflow", "timed_out"), (activity.DisplayName, activity.GetTagItem("comfy.outcome")));
    }
}
