using ComfyTyped.Testing;
using ComfyTyped.Tests.Workflows.Files;
using Microsoft.Extensions.Time.Testing;

namespace ComfyTyped.Tests.Matrix;

/// <summary>A text-to-image run on the local server, a new one each time so that it has nothing cached. Its time stands still while a run is to wait for the socket.</summary>
internal sealed class LocalRun : CutRun
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    public override string Name => "text-to-image, local server";

    public override async Task<ObservedRun> RunAsync(Cut? cut, CancellationToken cancellationToken)
    {
        using var line = new CutLine(cut);
        var time = new FakeTimeProvider();
        await using ComfyServer server = await ComfyServer.StartAsync(
            options =>
            {
                options.StepDelay = Step;
                options.TimeProvider = time;
            },
            cancellationToken);
        ComfyClientOptions client = Impatient(cut, () => line.IsDown);
        client.HttpMessageHandler = line;
        await using var comfy = new ComfyClient(server.Url, client);
        var workflow = new TextToImage { EmptyLatentImage = { Width = 64, Height = 64 }, KSampler = { Steps = 6 } };

        Task<ObservedRun> run = ObservedRun.ObserveAsync(comfy, new RawWorkflow(workflow.ToJson()), cancellationToken);
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
}
