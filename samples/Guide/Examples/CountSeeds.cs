using ComfyTyped;
using Guide.Workflows;
using Spectre.Console;

namespace Guide.Examples;

/// <summary>Runs whose seeds follow each other, as with the editor's control after generate.</summary>
public sealed class CountSeeds : IExample
{
    public string Name => "seeds";

    public string Script => "draws a seed itself for every run, and writes down which it was";

    public async Task RunAsync(Stage stage, CancellationToken cancellationToken)
    {
        var workflow = new TextToImage { KSampler = { Seed = 41, Steps = 2 } };
        workflow.KSampler.Seed = Seed.Increment;

        for (int run = 0; run < 3; run++)
        {
            TextToImage.Result result = await stage.Comfy.RunAsync(workflow, cancellationToken: cancellationToken);
            stage.Console.MarkupLineInterpolated($"seed {result.SeedOf(workflow.KSampler)}: [green]{result.SaveImage.Images[0].FileName}[/]");
        }
    }
}
