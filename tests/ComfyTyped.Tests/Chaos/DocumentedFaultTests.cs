using ComfyTyped.Testing;
using ComfyTyped.Tests.Workflows.Files;

namespace ComfyTyped.Tests.Chaos;

/// <summary>The examples of <c>docs/Chaos.md</c>, as they stand there.</summary>
public class DocumentedFaultTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_busy_server_is_waited_for()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        await using var comfy = new ComfyClient(server.Url);
        server.Faults.Add(new CutSocket { Before = "execution_success" });
        ArmedFault busy = server.Faults.Add(new AnswerStatus(503) { Path = "/history/*", Times = 3 });

        TextToImage.Result result = await comfy.RunAsync(new TextToImage(), cancellationToken: Token);

        Assert.Equal(3, busy.Strikes);
        Assert.Single(result.SaveImage.Images);
    }

    [Fact]
    public void All_other_examples_are_faults_that_make_sense()
    {
        var plan = new FaultPlan(seed: 42);
        plan.Add(new CutSocket { After = "progress", Times = 1 });
        plan.Add(new LoseMessage { On = "progress", ClientId = "mine", Skip = 2, Every = 10 });
        plan.Add(new CutSocket { When = message => !message.IsBinary && message.Text.Contains("\"value\":20", StringComparison.Ordinal) });
        plan.Add(new DelayDisconnect(TimeSpan.FromSeconds(2)));
        plan.Add(new AnswerStatus(413) { Method = "POST", Path = "/upload/image", Probability = 0.2 });
        plan.Add(new RenameOutputs("../../etc/passwd") { ClassType = "SaveImage" });
        plan.Add(new RewriteOutput(output => { output["images"] = "no list"; return output; }));
        plan.Add(new RewriteMessage(HostileContent.WrongTypes) { On = "executed" });
        plan.Add(new RewriteAnswer(_ => HostileContent.DeepJson(100_000)) { Path = "/history/*", Times = 1 });
        plan.Add(new RewriteAnswer(json => HostileContent.HugeText(json)) { Path = "/queue" });
        Assert.Equal(10, plan.Armed.Count);
    }
}
