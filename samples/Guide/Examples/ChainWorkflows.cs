using ComfyTyped;
using Guide.Workflows;
using Spectre.Console;

namespace Guide.Examples;

/// <summary>The picture of one workflow is the input of the next.</summary>
public sealed class ChainWorkflows : IExample
{
    public string Name => "chain";

    public string Script => "runs a workflow, downloads its picture, uploads it under another name, writes that name into the next workflow's JSON, and runs it";

    public async Task RunAsync(Stage stage, CancellationToken cancellationToken)
    {
        // A stage that has a server of its own says so: new StageOptions { Client = bigGpu }. The picture is streamed there.
        ComfyPipeline<string, ImageUpscale.Result> pipeline = ComfyPipeline
            .Start("draft", (string prompt) => new TextToImage { PositivePrompt = { Text = prompt }, KSampler = { Seed = Seed.Random, Steps = 4 } })
            .Then(
                "enlarge",
                draft => new ImageUpscale { LoadImage = { Image = draft.SaveImage.Images[0] }, Enlarge = { Width = 2048, Height = 2048 } },
                new StageOptions { MaxRetries = 2 });

        ImageUpscale.Result result = await stage.Console.Progress().StartAsync(async context =>
        {
            ProgressTask bar = context.AddTask("pipeline", maxValue: 1);
            return await pipeline.RunAsync(
                stage.Comfy,
                "a lighthouse in a storm",
                progress => (bar.Description, bar.Value) = (progress.Stage, progress.Fraction),
                cancellationToken);
        });

        string path = await result.SaveImage.Images[0].SaveToFolderAsync(stage.Folder, cancellationToken);
        stage.Console.MarkupLineInterpolated($"[green]{path}[/]");
    }
}
