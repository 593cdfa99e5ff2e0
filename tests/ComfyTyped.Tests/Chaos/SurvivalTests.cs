using ComfyTyped.Testing;

namespace ComfyTyped.Tests.Chaos;

/// <summary>Whatever fault strikes whatever message or request, a run ends, once, with what it has made.</summary>
public class SurvivalTests
{
    private const string WithoutJobs = "0.3.64";
    private const string WithJobs = "0.8.0";

    private static readonly Dictionary<string, Func<string, Fault>> SocketFaults = new(StringComparer.Ordinal)
    {
        ["cut before"] = type => new CutSocket { Before = type, Times = 1 },
        ["cut after"] = type => new CutSocket { After = type, Times = 1 },
        ["cut always"] = type => new CutSocket { Before = type },
        ["deafen before"] = type => new DeafenSocket { Before = type, Times = 1 },
        ["deafen after"] = type => new DeafenSocket { After = type },
        ["stall"] = type => new StallSocket { On = type, Times = 1 },
        ["delay"] = type => new DelayMessage(TimeSpan.FromMilliseconds(20)) { On = type },
        ["lose"] = type => new LoseMessage { On = type },
        ["duplicate"] = type => new DuplicateMessage { On = type },
        ["reorder"] = type => new ReorderMessage(2) { On = type },
        ["garble"] = type => new GarbleMessage { On = type },
        ["truncate"] = type => new TruncateMessage { On = type },
        ["oversize"] = type => new OversizeFrame(2_000_000) { On = type, Times = 1 },
        ["wrong types"] = type => new RewriteMessage(HostileContent.WrongTypes) { On = type },
        ["huge text"] = type => new RewriteMessage(json => HostileContent.HugeText(json, 2_000_000)) { On = type, Times = 1 },
        ["deep JSON"] = type => new RewriteMessage(_ => HostileContent.DeepJson()) { On = type },
        ["deep event"] = type => new RewriteMessage(json => json.Replace("\"data\":", $"\"deep\":{HostileContent.DeepJson()},\"data\":", StringComparison.Ordinal)) { On = type },
        ["no object"] = type => new RewriteMessage(_ => "[]") { On = type },
        ["error of nobody"] = type => Instead("execution_error", type),
        ["interruption of nobody"] = type => Instead("execution_interrupted", type),
        ["success of nobody"] = type => Instead("execution_success", type),
    };

    private static readonly Dictionary<string, Func<string, Fault>> HttpFaults = new(StringComparer.Ordinal)
    {
        ["500"] = path => new AnswerStatus(500) { Path = path, Times = 3 },
        ["503"] = path => new AnswerStatus(503) { Path = path, Times = 3 },
        ["413"] = path => new AnswerStatus(413) { Path = path, Times = 3 },
        ["page"] = path => new AnswerPage { Path = path, Times = 3 },
        ["abort"] = path => new AbortRequest { Path = path, Times = 3 },
        ["delay"] = path => new DelayRequest(TimeSpan.FromMilliseconds(50)) { Path = path },
        ["lose"] = path => new LoseAnswer { Path = path, Times = 3 },
        ["truncate"] = path => new TruncateAnswer { Path = path, Times = 3 },
        ["too long"] = path => new MisstateLength(+100) { Path = path, Times = 3 },
        ["too short"] = path => new MisstateLength(-1) { Path = path, Times = 3 },
        ["deep JSON"] = path => new RewriteAnswer(_ => HostileContent.DeepJson()) { Path = path, Times = 3 },
        ["huge text"] = path => new RewriteAnswer(json => HostileContent.HugeText(json, 2_000_000)) { Path = path, Times = 3 },
        ["no object"] = path => new RewriteAnswer(_ => "[]") { Path = path, Times = 3 },
        ["nothing"] = path => new RewriteAnswer(_ => "") { Path = path, Times = 3 },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> FaultsOfSockets => [.. SocketFaults.Keys];

    public static TheoryData<string> FaultsOfRequests => [.. HttpFaults.Keys];

    [Theory]
    [MemberData(nameof(FaultsOfSockets))]
    public Task A_fault_on_any_message_does_not_change_the_result(string fault) =>
        Task.WhenAll(ChaosServer.MessageTypes.Select(type => SucceedAsync(WithJobs, SocketFaults[fault](type))));

    /// <summary>The socket goes before it tells the end, and does not come back: what is left is the history, behind the fault.</summary>
    [Theory]
    [MemberData(nameof(FaultsOfRequests))]
    public Task A_fault_on_any_look_at_the_server_does_not_change_the_result(string fault) => Task.WhenAll(
        SucceedAsync(WithJobs, HttpFaults[fault]("/history/*")),
        SucceedAsync(WithJobs, HttpFaults[fault]("/history/*"), new DeafenSocket { Before = "execution_success" }),
        SucceedAsync(WithJobs, HttpFaults[fault]("/history/*"), new CutSocket { Before = "execution_success" }, new RefuseSocket { Skip = 1 }),
        SucceedAsync(WithJobs, HttpFaults[fault]("/jobs/*"), new CutSocket { Before = "execution_success" }, new RefuseSocket { Skip = 1 }),
        SucceedAsync(
            WithoutJobs,
            HttpFaults[fault]("/queue"),
            new RewriteAnswer(_ => "{}") { Path = "/history/*", Times = 1 },
            new CutSocket { Before = "execution_success" },
            new RefuseSocket { Skip = 1 }));

    /// <summary>Whether the prompt is then sent again is another question; here it must not be lost on the way, or stay on the server.</summary>
    [Theory]
    [MemberData(nameof(FaultsOfRequests))]
    public async Task A_fault_on_the_submission_leaves_one_result_or_a_clear_failure(string fault)
    {
        await using ChaosServer server = await ChaosServer.StartAsync();
        await using ComfyClient comfy = server.Connect();
        server.Faults.Add(HttpFaults[fault]("/prompt"));

        Exception? failure = await Record.ExceptionAsync(async () =>
        {
            RawResult result = await comfy.RunAsync(ChaosServer.Workflow("made"), cancellationToken: Token);
            Assert.Equal(["made"], result["1"].Texts);
        });

        if (failure is not null)
            Assert.True(failure is ComfyServerException or ComfyConnectionException, failure.ToString());
        server.Faults.Clear();
        await comfy.RunAsync(ChaosServer.Workflow("next"), cancellationToken: Token);
        Assert.InRange(server.Made("made"), failure is null ? 1 : 0, 1);
    }

    [Fact]
    public async Task An_end_that_the_socket_tells_too_early_is_not_believed_while_the_queue_has_the_run()
    {
        await using GatedServer server = await GatedServer.StartAsync();
        await using ComfyClient comfy = server.Connect();
        server.Local.Faults.Add(new RewriteMessage(json => json.Replace("\"node\":\"1\"", "\"node\":null", StringComparison.Ordinal)) { On = "executing", Times = 1 });
        ArmedFault looks = server.Local.Faults.Add(new RewriteAnswer(json => json) { Method = "GET" });
        await using ComfyRun<RawResult> run = await comfy.StartAsync(new RawWorkflow(GatedServer.Prompt), Token);

        await Task.WhenAny(looks.StruckAsync(10, Token), run.Result);
        server.Open();

        Assert.Equal(["made"], (await run.Result)["2"].Texts);
    }

    [Fact]
    public async Task A_run_goes_on_while_its_server_is_offline()
    {
        await using GatedServer server = await GatedServer.StartAsync();
        await using ComfyClient comfy = server.Connect();
        await using ComfyRun<RawResult> run = await comfy.StartAsync(new RawWorkflow(GatedServer.Prompt), Token);
        await server.EnteredAsync();

        await server.Local.GoOfflineAsync();
        server.Open();
        await server.Local.GoOnlineAsync();

        Assert.Equal(["made"], (await run.Result)["2"].Texts);
    }

    [Fact]
    public async Task A_restart_that_forgets_nothing_loses_no_run()
    {
        await using GatedServer server = await GatedServer.StartAsync();
        await using ComfyClient comfy = server.Connect();
        await using ComfyRun<RawResult> running = await comfy.StartAsync(new RawWorkflow(GatedServer.Prompt), Token);
        await using ComfyRun<RawResult> waiting = await comfy.StartAsync(new RawWorkflow(GatedServer.Prompt), Token);
        await server.EnteredAsync();

        await server.Local.RestartAsync(keepMemory: true);
        server.Open();

        Assert.Equal(["made"], (await running.Result)["2"].Texts);
        Assert.Equal(["made"], (await waiting.Result)["2"].Texts);
    }

    [Fact]
    public async Task Outputs_with_hostile_names_are_saved_into_their_folder_and_nowhere_else()
    {
        string folder = Directory.CreateTempSubdirectory("comfytyped-hostile-").FullName;
        string target = Path.Combine(folder, "in", "here");
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        await using var comfy = new ComfyClient(server.Url);
        ArmedFault view = server.Faults.Add(new AnswerStatus(200) { Path = "/view", Body = "a picture" });
        int color = 0;
        foreach (string name in HostileContent.FileNames)
        {
            ArmedFault rename = server.Faults.Add(new RenameOutputs(name));
            RawResult result = await comfy.RunAsync(
                new RawWorkflow($$$"""
                    {"1":{"class_type":"EmptyImage","inputs":{"width":8,"height":8,"batch_size":1,"color":{{{color++}}} } },
                     "2":{"class_type":"SaveImage","inputs":{"images":["1",0],"filename_prefix":"x"} } }
                    """),
                cancellationToken: Token);
            rename.Disarm();
            Assert.Equal(target, Path.GetDirectoryName(await Assert.Single(result["2"].Images).SaveToFolderAsync(target, Token)));
        }

        Assert.Equal(HostileContent.FileNames.Count, view.Strikes);
        Assert.All(Directory.GetFiles(folder, "*", SearchOption.AllDirectories), file => Assert.Equal(target, Path.GetDirectoryName(file)));
        Directory.Delete(folder, recursive: true);
    }

    private static RewriteMessage Instead(string outcome, string type) =>
        new(_ => $$$"""{"type":"{{{outcome}}}","data":{"prompt_id":1,"node_id":"1","exception_type":"Error","exception_message":"of nobody"} }""") { On = type };

    private static async Task SucceedAsync(string version, params Fault[] faults)
    {
        await using ChaosServer server = await ChaosServer.StartAsync(version: version);
        await using ComfyClient comfy = server.Connect();
        ArmedFault[] armed = [.. faults.Select(server.Faults.Add)];

        await using ComfyRun<RawResult> run = await comfy.StartAsync(ChaosServer.Workflow("made"), Token);
        List<ComfyEvent> events = await run.Events.ToListAsync(Token);
        RawResult result = await run.Result;

        Assert.Equal(["made"], result["1"].Texts);
        Assert.Equal(1, server.Made("made"));
        Assert.Single(events, item => item is GraphProgress { Fraction: 1 });
        Assert.InRange(events.OfType<ExecutedEvent>().Count(item => item.NodeId == "1" && !item.Output.IsEmpty), 1, faults[0] is DuplicateMessage ? 2 : 1);
        Assert.True(armed[0].Strikes > 0, $"{faults[0]} did not strike");
    }
}
