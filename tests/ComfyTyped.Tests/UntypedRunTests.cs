using ComfyTyped.CompilerServices;
using ComfyTyped.Tests.Replay;

namespace ComfyTyped.Tests;

/// <summary>A workflow runs without its caller knowing what class its result has.</summary>
public class UntypedRunTests
{
    private static readonly Recording Success = Recording.Load("0.8.0", "success");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_workflow_of_any_class_gives_the_result_of_its_class_and_calls_back()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Success);
        await using ComfyClient comfy = Clients.For(server);
        ComfyWorkflow workflow = Success.ToWorkflow();
        var events = new List<ComfyEvent>();

        ComfyResult result = await comfy.RunAsync(workflow, on => on.Event(events.Add), Token);

        Assert.IsType<RawResult>(result);
        Assert.Equal(server.PromptId, result.PromptId);
        Assert.Contains(events, item => item is ExecutedEvent);
    }

    [Fact]
    public async Task A_workflow_without_a_result_is_refused()
    {
        await using var comfy = new ComfyClient(new Uri("http://127.0.0.1:1"));

        var refused = await Assert.ThrowsAsync<ArgumentException>(() => comfy.RunAsync(new ResultlessWorkflow(), cancellationToken: Token));

        Assert.Equal("workflow", refused.ParamName);
    }

    private sealed class ResultlessWorkflow() : ComfyWorkflow(new WorkflowTemplate("{}"u8.ToArray()));
}
