using ComfyTyped;
using Guide.Workflows;
using Spectre.Console;

namespace Guide.Examples;

/// <summary>The first thing that everybody does.</summary>
public sealed class RunOverWebSocket : IExample
{
    public string Name => "run";

    public string Script => "opens a WebSocket, posts the workflow's JSON, waits for 'executing' with a null node, and fetches the history";

    public async Task RunAsync(Stage stage, CancellationToken cancellationToken)
    {
        var workflow = new TextToImage
        {
            PositivePrompt = { Text = "a futuristic city at night" },
            KSampler = { Seed = Seed.Random, Steps = 8 },
        };

        TextToImage.Result result = await stage.Comfy.RunAsync(
            workflow,
            on => on.Executing(node => stage.Console.MarkupLineInterpolated($"[grey]{node.Node}[/]")),
            cancellationToken);

        string path = await result.SaveImage.Images[0].SaveToFolderAsync(stage.Folder, cancellationToken);
        stage.Console.MarkupLineInterpolated($"[green]{path}[/] (seed {result.SeedOf(workflow.KSampler)})");
    }
}
