using System.Globalization;
using System.Text;
using ComfyTyped.Server;
using ComfyTyped.Testing;
using ComfyTyped.Tests.Replay;

namespace ComfyTyped.Tests.Server;

public class HistoryTests
{
    private const string Prompt = """{"1":{"class_type":"EmptyImage","inputs":{"width":8,"height":8,"batch_size":1,"color":COLOR}},"2":{"class_type":"PreviewImage","inputs":{"images":["1",0]}}}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_of_the_history_has_its_outputs_and_times()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        await using var comfy = new ComfyClient(server.Url);
        await using ComfyRun<RawResult> run = await comfy.StartAsync(Workflow(1), Token);
        await run.Result;

        HistoryRun? found = await comfy.History.FindAsync(run.PromptId, Token);

        Assert.NotNull(found);
        Assert.Equal((run.PromptId, HistoryStatus.Succeeded, null), (found.PromptId, found.Status, found.Error));
        OutputFile image = Assert.Single(found.Outputs["2"].Images);
        Assert.Equal(ComfyFolder.Temp, image.Type);
        Assert.NotEmpty(await image.ReadAsync(Token));
        Assert.True(found.Duration >= TimeSpan.Zero);
        Assert.Equal("EmptyImage", found.Prompt!.Prompt.GetProperty("1").GetProperty("class_type").GetString());
        Assert.Null(await comfy.History.FindAsync("unknown", Token));
    }

    [Fact]
    public async Task The_result_of_an_earlier_run_is_typed_by_its_workflow()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(
            options => options.AddNode(new NodeDefinition("Bad").AsOutputNode(), _ => throw new NodeExecutionException("RuntimeError", "out of paint")),
            Token);
        await using var comfy = new ComfyClient(server.Url);
        await using ComfyRun<RawResult> run = await comfy.StartAsync(Workflow(1), Token);
        OutputFile image = (await run.Result)["2"].Images[0];
        var bad = new RawWorkflow("""{"1":{"class_type":"Bad","inputs":{}}}""");
        await using ComfyRun<RawResult> failed = await comfy.StartAsync(bad, Token);
        await Assert.ThrowsAsync<NodeFailedException>(() => failed.Result);

        RawResult? found = await comfy.History.FindResultAsync(Workflow(1), run.PromptId, Token);

        Assert.Equal(image.FileName, found!["2"].Images[0].FileName);
        Assert.Null(await comfy.History.FindResultAsync(Workflow(1), "unknown", Token));
        var failure = await Assert.ThrowsAsync<NodeFailedException>(() => comfy.History.FindResultAsync(bad, failed.PromptId, Token));
        Assert.Equal(failed.PromptId, failure.PromptId);
    }

    [Fact]
    public async Task A_history_comes_in_pages()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        await using var comfy = new ComfyClient(server.Url);
        for (int color = 0; color < 4; color++)
            await comfy.RunAsync(Workflow(color), cancellationToken: Token);
        string[] all = await IdsAsync(comfy);

        Assert.Equal(4, all.Length);
        Assert.Equal(all[2..], await IdsAsync(comfy, maxItems: 2));
        Assert.Equal(all[1..3], await IdsAsync(comfy, maxItems: 2, offset: 1));
        Assert.Equal(all[3..], await IdsAsync(comfy, offset: 3));

        await comfy.History.DeleteAsync([all[0], "unknown"], Token);
        Assert.Equal(all[1..], await IdsAsync(comfy));

        await comfy.History.ClearAsync(Token);
        Assert.Empty(await IdsAsync(comfy));
    }

    [Fact]
    public async Task A_run_that_failed_tells_why()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(
            options => options.AddNode(new NodeDefinition("Bad").AsOutputNode(), _ => throw new NodeExecutionException("RuntimeError", "out of paint")),
            Token);
        await using var comfy = new ComfyClient(server.Url);
        await using ComfyRun<RawResult> run = await comfy.StartAsync(new RawWorkflow("""{"1":{"class_type":"Bad","inputs":{}}}"""), Token);
        await Assert.ThrowsAsync<NodeFailedException>(() => run.Result);

        HistoryRun? found = await comfy.History.FindAsync(run.PromptId, Token);

        Assert.Equal(HistoryStatus.Failed, found!.Status);
        Assert.Equal(("1", "out of paint"), (found.Error!.NodeId, found.Error.ExceptionMessage.TrimEnd()));
        Assert.Empty(found.Outputs);
    }

    [Fact]
    public async Task A_run_that_was_interrupted_is_told_from_one_that_failed()
    {
        var gate = new Gate();
        await using ComfyServer server = await ComfyServer.StartAsync(options => options.AddNode(gate.Behavior), Token);
        await using var comfy = new ComfyClient(server.Url);
        await using ComfyRun<RawResult> run = await comfy.StartAsync(Gate.Workflow(0), Token);
        await gate.EnteredAsync();
        await comfy.Queue.InterruptAsync(run.PromptId, Token);
        await Assert.ThrowsAsync<RunInterruptedException>(() => run.Result);

        Assert.Equal(HistoryStatus.Interrupted, (await comfy.History.FindAsync(run.PromptId, Token))!.Status);
    }

    [Theory]
    [InlineData("""{"a":{"status":null,"outputs":null,"prompt":null}}""", HistoryStatus.Unknown)]
    [InlineData("""{"a":{"status":{"status_str":"success","messages":[["execution_error",{"exception_type":"DependencyCycleError"}]]}}}""", HistoryStatus.Failed)]
    [InlineData("""{"a":{"status":{"status_str":"success","messages":[["execution_error",{"exception_type":"ExecutionBlocked"}]]}}}""", HistoryStatus.Succeeded)]
    [InlineData("""{"a":{"status":{"status_str":"error","messages":["odd",[1],{}]},"outputs":{"1":{"x":[NaN]}},"prompt":[1,"a"]}}""", HistoryStatus.Failed)]
    public void An_odd_entry_is_read_as_far_as_it_goes(string json, HistoryStatus status)
    {
        HistoryRun run = Assert.Single(HistoryRunReader.ReadAll(Encoding.UTF8.GetBytes(json), null!));

        Assert.Equal(("a", status), (run.PromptId, run.Status));
    }

    [Theory]
    [InlineData("0.3.64")]
    [InlineData("0.8.0")]
    public void Recorded_histories_are_read(string version)
    {
        Recording recording = Recording.Load(version, "success");
        foreach (RecordedEntry entry in recording.Entries.Where(entry => entry.Path?.StartsWith("/history/", StringComparison.Ordinal) == true))
        {
            HistoryRun run = Assert.Single(HistoryRunReader.ReadAll(Encoding.UTF8.GetBytes(entry.Response.GetRawText()), null!));
            Assert.Equal(HistoryStatus.Succeeded, run.Status);
            Assert.NotEmpty(run.Outputs);
            Assert.NotNull(run.Duration);
        }
    }

    private static RawWorkflow Workflow(int color) => new(Prompt.Replace("COLOR", color.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));

    private static async Task<string[]> IdsAsync(ComfyClient comfy, int? maxItems = null, int? offset = null) =>
        [.. (await comfy.History.ListAsync(maxItems, offset, Token)).Select(run => run.PromptId)];
}
