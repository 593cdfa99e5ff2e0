using System.Text.Json;
using ComfyTyped.Testing;
using ComfyTyped.Wire;

namespace ComfyTyped.Tests.Server;

public class QueueTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_queue_lists_what_runs_and_what_waits_in_the_order_in_which_it_will_run()
    {
        var gate = new Gate();
        await using ComfyServer server = await ComfyServer.StartAsync(options => options.AddNode(gate.Behavior), Token);
        await using var comfy = new ComfyClient(server.Url);
        await using ComfyRun<RawResult> running = await comfy.StartAsync(Gate.Workflow(0), Token);
        await gate.EnteredAsync();
        await using ComfyRun<RawResult> second = await comfy.StartAsync(Gate.Workflow(1), Token);
        await using ComfyRun<RawResult> third = await comfy.StartAsync(Gate.Workflow(2), Token);
        await using ComfyRun<RawResult> first = await comfy.StartAsync(Gate.Workflow(3), new RunOptions { Front = true }, Token);
        await using ComfyRun<RawResult> last = await comfy.StartAsync(Gate.Workflow(4), new RunOptions { Number = 1000.5 }, Token);

        QueueSnapshot queue = await comfy.Queue.GetAsync(Token);

        Assert.Equal([running.PromptId], queue.Running.Select(prompt => prompt.PromptId));
        Assert.Equal([first.PromptId, second.PromptId, third.PromptId, last.PromptId], queue.Pending.Select(prompt => prompt.PromptId));
        Assert.Equal(5, queue.Remaining);
        Assert.Equal(5, await comfy.Queue.CountAsync(Token));
        Assert.Equal(1000.5, queue.Pending[^1].Number);
        Assert.Equal(["1"], queue.Running[0].OutputNodeIds);
        Assert.Equal(queue.Running[0].ClientId, queue.Pending[0].ClientId);
        Assert.NotNull(queue.Running[0].ClientId);
        Assert.NotNull(queue.Running[0].CreatedAt);
        Assert.Equal(3, queue.Pending[0].Prompt.GetProperty("1").GetProperty("inputs").GetProperty("value").GetInt32());
    }

    [Fact]
    public async Task What_waits_can_be_deleted_and_what_runs_goes_on()
    {
        var gate = new Gate();
        await using ComfyServer server = await ComfyServer.StartAsync(options => options.AddNode(gate.Behavior), Token);
        await using var comfy = new ComfyClient(server.Url);
        await using ComfyRun<RawResult> running = await comfy.StartAsync(Gate.Workflow(0), Token);
        await gate.EnteredAsync();
        await using ComfyRun<RawResult> deleted = await comfy.StartAsync(Gate.Workflow(1), Token);
        await using ComfyRun<RawResult> kept = await comfy.StartAsync(Gate.Workflow(2), Token);

        await comfy.Queue.DeleteAsync([deleted.PromptId, running.PromptId, "unknown"], Token);

        QueueSnapshot queue = await comfy.Queue.GetAsync(Token);
        Assert.Equal([running.PromptId], queue.Running.Select(prompt => prompt.PromptId));
        Assert.Equal([kept.PromptId], queue.Pending.Select(prompt => prompt.PromptId));

        await comfy.Queue.ClearAsync(Token);

        Assert.Equal(1, (await comfy.Queue.GetAsync(Token)).Remaining);
        gate.Open();
        await running.Result;
    }

    [Theory]
    [InlineData("0.8.0")]
    [InlineData("0.3.40")]
    public async Task Only_the_prompt_that_is_meant_is_interrupted(string version)
    {
        var gate = new Gate();
        await using ComfyServer server = await ComfyServer.StartAsync(
            options =>
            {
                options.ComfyUIVersion = version;
                options.AddNode(gate.Behavior);
            },
            Token);
        await using var comfy = new ComfyClient(server.Url);
        await using ComfyRun<RawResult> running = await comfy.StartAsync(Gate.Workflow(0), Token);
        await gate.EnteredAsync();
        await using ComfyRun<RawResult> waiting = await comfy.StartAsync(Gate.Workflow(1), Token);

        await comfy.Queue.InterruptAsync(waiting.PromptId, Token);
        Assert.False(running.Result.IsCompleted);
        await comfy.Queue.InterruptAsync(running.PromptId, Token);

        await Assert.ThrowsAsync<RunInterruptedException>(() => running.Result);
        await gate.EnteredAsync();
        await comfy.Queue.InterruptRunningAsync(Token);
        await Assert.ThrowsAsync<RunInterruptedException>(() => waiting.Result);
    }

    [Fact]
    public void Odd_queues_are_read_as_far_as_they_go()
    {
        QueueSnapshot queue = QueueSnapshotReader.Read(
            """
            {"queue_running":[[2,"cloud",{"1":{}},["1"],{"create_time":1767225600000}]],
             "queue_pending":[[5.5,"late",{"1":{"x":NaN}},{"client_id":"me"},["2","1"]],null,7,[],["x"],[-3,"first"]],"more":{}}
            """u8);

        QueuedPrompt running = Assert.Single(queue.Running);
        Assert.Equal(["1"], running.OutputNodeIds);
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), running.CreatedAt);
        Assert.Equal([("first", -3, null), ("late", 5.5, "me")], queue.Pending.Select(prompt => (prompt.PromptId, prompt.Number, prompt.ClientId)));
        Assert.Equal(["2", "1"], queue.Pending[1].OutputNodeIds);
        Assert.Equal(0, QueueSnapshotReader.Read("{}"u8).Remaining);
        Assert.Throws<JsonException>(() => QueueSnapshotReader.Read("[]"u8));
    }

    [Fact]
    public void A_number_that_is_none_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RunOptions { Number = double.NaN });
}
