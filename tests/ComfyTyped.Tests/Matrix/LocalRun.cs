using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyTyped.Testing;
using ComfyTyped.Tests.Workflows.Files;
using Microsoft.Extensions.Time.Testing;

namespace ComfyTyped.Tests.Matrix;

/// <summary>
/// A text-to-image run on the local server, a new one each time so that it has nothing cached, and another one after it. The server's time stands still while a
/// run is to wait for the socket.
/// </summary>
internal sealed class LocalRun(bool fails) : CutRun
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    /// <summary>How long the socket may take to tell of a run that has left its history. Whoever needs it has failed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public override string Name => fails ? "text-to-image and a node that fails, local server" : "text-to-image, local server";

    public override async Task<ObservedRuns> RunAsync(Cut? cut, CancellationToken cancellationToken)
    {
        using var line = new CutLine(cut);
        var serverTime = new FakeTimeProvider();
        var clientTime = new StoppableTime();
        await using ComfyServer server = await ComfyServer.StartAsync(options => Configure(options, serverTime), cancellationToken);
        if (cut is { Notice.Ticks: > 0 })
            server.Faults.Add(new DelayDisconnect(cut.Notice) { Times = 1 });
        ComfyClientOptions client = Impatient(cut, () => line.IsDown, clientTime);
        client.HttpMessageHandler = line;
        await using var comfy = new ComfyClient(server.Url, client);

        Task dropped = NoticeDrop(comfy);
        Task<ObservedRun> run = ObservedRun.ObserveAsync(comfy, Workflow(seed: 1), cancellationToken);
        await AdvanceAsync(serverTime, run, () => line.IsDown && cut!.Aftermath == Aftermath.ReconnectsAtOnce, cancellationToken);
        if (cut is null)
            Messages = line.Messages;

        if (cut is not null)
            await dropped.WaitAsync(cancellationToken);
        line.Repair();
        clientTime.Stop();
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<NextRun> followed = FollowNextAsync(
            await run,
            () => ObservedRun.ObserveAsync(comfy, Workflow(seed: 2), cancellationToken),
            clientTime,
            OverdueAsync(server, done.Token),
            () => line.Requests);
        // Until the server has answered the hello it does not know which previews the client can read.
        await AdvanceAsync(serverTime, followed, () => !line.IsGreeted, cancellationToken);
        await done.CancelAsync();
        return new ObservedRuns(await run, await followed);
    }

    private static void Configure(ComfyServerOptions options, TimeProvider time)
    {
        options.StepDelay = Step;
        options.TimeProvider = time;
        options.AddNode(new NodeDefinition("Fails").Input("image", "IMAGE").AsOutputNode(), _ => throw new NodeExecutionException("RuntimeError", "It fails."));
    }

    private static async Task AdvanceAsync(FakeTimeProvider time, Task end, Func<bool> isHeld, CancellationToken cancellationToken)
    {
        while (!end.IsCompleted)
        {
            if (!isHeld())
                time.Advance(Step);
            await Task.WhenAny(end, Task.Delay(1, cancellationToken));
        }
    }

    /// <summary>Ends when both runs have left their history for so long that the client should know.</summary>
    private static async Task OverdueAsync(ComfyServer server, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = server.Url };
        while (JsonElement.Parse(await http.GetStringAsync("history", cancellationToken)).GetPropertyCount() < 2)
            await Task.Delay(20, cancellationToken);
        await Task.Delay(Patience, cancellationToken);
    }

    private RawWorkflow Workflow(ulong seed)
    {
        var workflow = new TextToImage { EmptyLatentImage = { Width = 64, Height = 64 }, KSampler = { Steps = 6, Seed = seed } };
        JsonObject prompt = JsonNode.Parse(workflow.ToJson())!.AsObject();
        if (fails)
            prompt["10"] = JsonNode.Parse("""{"class_type":"Fails","inputs":{"image":["8",0]}}""");
        return new RawWorkflow(prompt.ToJsonString());
    }
}
