using System.Text;
using ComfyTyped.Options;
using ComfyTyped.Tests.Replay;
using ComfyTyped.Tests.Workflows.Files;

namespace ComfyTyped.Tests;

/// <summary>A handle is all that another process needs to go on with a run.</summary>
public class ResumeTests
{
    private const string Server = "http://host:8188/";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Another_client_goes_on_with_a_run_to_its_end_and_gets_each_output_once()
    {
        await using GatedServer server = await GatedServer.StartAsync();
        string handle = await LeaveAsync(server);

        await using ComfyClient comfy = server.Connect(options => options.HistoryPollInterval = ComfyClientDefaults.HistoryPollInterval);
        await using ComfyRun<RawResult> run = await comfy.ResumeAsync(new RawWorkflow(GatedServer.Prompt), handle, Token);
        Assert.Equal(handle, run.Handle);
        server.Open();

        RawResult result = await run.Result;
        Assert.Equal(["made"], result["2"].Texts);
        Assert.Equal(run.PromptId, result.PromptId);
        List<ComfyEvent> events = await run.Events.ToListAsync(Token);
        Assert.Single(events.OfType<ExecutedEvent>());
        Assert.Single(events, item => item is GraphProgress { Fraction: 1 });
    }

    [Fact]
    public async Task A_run_that_has_ended_meanwhile_gives_its_result()
    {
        Recording recording = Recording.Load("0.8.0", "text_to_image");
        await using ReplayServer server = await ReplayServer.StartAsync(recording);
        string handle;
        ulong seed;
        RawWorkflow workflow = recording.ToWorkflow();
        string sampler = workflow.Nodes.First(node => node.ClassType == "KSampler").Id;
        await using (ComfyClient first = Clients.For(server))
        {
            await using ComfyRun<RawResult> run = await first.StartAsync(workflow, Token);
            seed = (await run.Result).SeedOf(workflow[sampler]);
            handle = run.Handle;
        }

        await using ComfyClient second = Clients.For(server);
        RawWorkflow same = recording.ToWorkflow();
        await using ComfyRun<RawResult> resumed = await second.ResumeAsync(same, handle, Token);
        RawResult result = await resumed.Result;

        Assert.Equal(RunWitness.History, result.EndedBy);
        Assert.Equal(seed, result.SeedOf(same[sampler]));
        string saver = same.Nodes.First(node => node.ClassType == "SaveImage").Id;
        Assert.Single(result[saver].Images);
        Assert.Single(server.ClientIds.Distinct());
        Assert.Single(server.RequestsTo("/api/prompt"));
        Assert.Empty(server.Violations);
    }

    [Fact]
    public async Task A_run_that_was_left_is_no_more_followed_and_not_cancelled()
    {
        await using GatedServer server = await GatedServer.StartAsync();
        await using ComfyClient comfy = server.Connect();
        await using ComfyRun<RawResult> run = await comfy.StartAsync(new RawWorkflow(GatedServer.Prompt), Token);
        await server.EnteredAsync();

        await run.DetachAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.Result);
        server.Open();

        await using ComfyRun<RawResult> again = await comfy.ResumeAsync(new RawWorkflow(GatedServer.Prompt), run.Handle, Token);
        Assert.Equal(["made"], (await again.Result)["2"].Texts);
    }

    [Fact]
    public async Task A_client_with_runs_of_its_own_receives_the_events_of_a_resumed_run_as_well()
    {
        await using GatedServer server = await GatedServer.StartAsync();
        string handle = await LeaveAsync(server);
        await using ComfyClient comfy = server.Connect();
        await using ComfyRun<RawResult> own = await comfy.StartAsync(new RawWorkflow(GatedServer.Prompt), Token);

        await using ComfyRun<RawResult> resumed = await comfy.ResumeAsync(new RawWorkflow(GatedServer.Prompt), handle, Token);
        server.Open();

        Assert.Equal(RunWitness.Socket, (await resumed.Result).EndedBy);
        Assert.Equal(["made"], (await own.Result)["2"].Texts);
        Assert.Contains(await resumed.Events.ToListAsync(Token), item => item is ExecutionSuccessEvent);
        Assert.Contains(await own.Events.ToListAsync(Token), item => item is ExecutionSuccessEvent);
    }

    [Fact]
    public async Task A_resumed_run_can_be_cancelled()
    {
        await using GatedServer server = await GatedServer.StartAsync();
        string handle = await LeaveAsync(server);
        await using ComfyClient comfy = server.Connect();
        ComfyRun<RawResult> run = await comfy.ResumeAsync(new RawWorkflow(GatedServer.Prompt), handle, Token);

        await run.DisposeAsync();

        await using ComfyRun<RawResult> again = await comfy.ResumeAsync(new RawWorkflow(GatedServer.Prompt), handle, Token);
        await Assert.ThrowsAsync<RunInterruptedException>(() => again.Result);
    }

    [Fact]
    public async Task A_run_that_a_restart_has_lost_meanwhile_is_lost()
    {
        await using GatedServer server = await GatedServer.StartAsync();
        string handle = await LeaveAsync(server);
        await server.StopAsync();
        await server.StartAgainAsync();
        await using ComfyClient comfy = server.Connect(options => options.MaxResubmissions = 3);

        await using ComfyRun<RawResult> run = await comfy.ResumeAsync(new RawWorkflow(GatedServer.Prompt), handle, Token);

        Assert.Equal(RunLostReason.Restarted, (await Assert.ThrowsAsync<ComfyRunLostException>(() => run.Result)).Reason);
    }

    [Fact]
    public async Task A_handle_holds_no_secret()
    {
        await using GatedServer server = await GatedServer.StartAsync();
        var options = new ComfyClientOptions { ApiKey = "the-key", Headers = { ["X-Token"] = "the-token" } };
        await using var comfy = new ComfyClient($"http://user:the-password@{server.Url.Authority}", options);
        await using ComfyRun<RawResult> run = await comfy.StartAsync(new RawWorkflow(GatedServer.Prompt), Token);

        string payload = run.Handle.Split('.')[2].Replace('-', '+').Replace('_', '/');
        string json = Encoding.UTF8.GetString(Convert.FromBase64String(payload.PadRight((payload.Length + 3) / 4 * 4, '=')));

        Assert.Contains(run.PromptId, json, StringComparison.Ordinal);
        Assert.DoesNotContain("the-", json, StringComparison.Ordinal);
        Assert.Matches("^[A-Za-z0-9._-]+$", run.Handle);
    }

    [Fact]
    public async Task A_handle_that_was_cut_or_changed_is_refused()
    {
        await using var comfy = new ComfyClient(Server);
        var workflow = new RawWorkflow(GatedServer.Prompt);
        string handle = Handle(workflow);
        for (int at = 0; at < handle.Length; at++)
        {
            string changed = handle[..at] + (handle[at] == 'x' ? 'y' : 'x') + handle[(at + 1)..];
            // The last letter of Base64 can have bits that mean nothing.
            if (at < handle.Length - 1 && handle[at + 1] != '.')
                Refuse<FormatException>(() => comfy.ResumeAsync(workflow, changed, Token));
            Refuse<FormatException>(() => comfy.ResumeAsync(workflow, handle[..at], Token));
        }
    }

    [Fact]
    public async Task A_handle_of_another_version_server_or_workflow_is_refused()
    {
        await using var comfy = new ComfyClient(Server);
        await using var elsewhere = new ComfyClient("http://elsewhere:8188");
        var workflow = new RawWorkflow(GatedServer.Prompt);
        string handle = Handle(workflow);

        Assert.Contains("version 2", Refuse<FormatException>(() => comfy.ResumeAsync(workflow, handle.Replace(".1.", ".2.", StringComparison.Ordinal), Token)), StringComparison.Ordinal);
        Assert.Contains("http://host:8188/", Refuse<ArgumentException>(() => elsewhere.ResumeAsync(workflow, handle, Token)), StringComparison.Ordinal);
        Assert.Contains(nameof(RawWorkflow), Refuse<ArgumentException>(() => comfy.ResumeAsync(new TextToImage(), handle, Token)), StringComparison.Ordinal);
        var path = new RunHandle("..", "client", Server, typeof(RawWorkflow).FullName!, []);
        Refuse<FormatException>(() => comfy.ResumeAsync(workflow, path.ToString(), Token));
    }

    private static string Handle(RawWorkflow workflow) =>
        new RunHandle(Guid.NewGuid().ToString("D"), "client", Server, workflow.GetType().FullName!, [new UsedSeed("3", "seed", ulong.MaxValue)]).ToString();

    private static string Refuse<TException>(Func<Task> resume)
        where TException : Exception => Assert.Throws<TException>(() => { _ = resume(); }).Message;

    /// <summary>Starts a run, and leaves it when its node runs.</summary>
    private static async Task<string> LeaveAsync(GatedServer server)
    {
        await using ComfyClient comfy = server.Connect();
        await using ComfyRun<RawResult> run = await comfy.StartAsync(new RawWorkflow(GatedServer.Prompt), Token);
        await server.EnteredAsync();
        await run.DetachAsync();
        return run.Handle;
    }
}
