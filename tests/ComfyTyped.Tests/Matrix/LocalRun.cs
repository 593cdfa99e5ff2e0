using System.Text.Json.Nodes;
using ComfyTyped.Testing;
using ComfyTyped.Tests.Workflows.Files;
using Microsoft.Extensions.Time.Testing;

namespace ComfyTyped.Tests.Matrix;

/// <summary>A text-to-image run on the local server, a new one each time so that it has nothing cached. Its time stands still while a run is to wait for the socket.</summary>
internal sealed class LocalRun(bool fails) : CutRun
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    public override string Name => fails ? "text-to-image and a node that fails, local server" : "text-to-image, local server";

    public override async Task<ObservedRun> RunAsync(Cut? cut, CancellationToken cancellationToken)
    {
        using var line = new CutLine(cut);
        var time = new FakeTimeProvider();
        await using ComfyServer server = await ComfyServer.StartAsync(
            options =>
            {
                options.StepDelay = Step;
                options.TimeProvider = time;
                options.AddNode(new NodeDefinition("Fails").Input("image", "IMAGE").AsOutputNode(), _ => throw new NodeExecutionException("RuntimeError", "It fails."));
            },
            cancellationToken);
        ComfyClientOptions client = Impatient(cut, () => line.IsDown);
        client.HttpMessageHandler = line;
        await using var comfy = new ComfyClient(server.Url, client);

        Task<ObservedRun> run = ObservedRun.ObserveAsync(comfy, Workflow(), cancellationToken);
        while (!run.IsCompleted)
        {
            if (!(line.IsDown && cut!.Aftermath == Aftermath.ReconnectsAtOnce))
                time.Advance(Step);
            await Task.WhenAny(run, Task.Delay(1, cancellationToken));
        }
        if (cut is null)
            Messages = line.Messages;
        return await run;
    }

    private RawWorkflow Workflow()
    {
        JsonObject prompt = JsonNode.Parse(new TextToImage { EmptyLatentImage = { Width = 64, Height = 64 }, KSampler = { Steps = 6 } }.ToJson())!.AsObject();
        if (fails)
            prompt["10"] = JsonNode.Parse("""{"class_type":"Fails","inputs":{"image":["8",0]}}""");
        return new RawWorkflow(prompt.ToJsonString());
    }
}
