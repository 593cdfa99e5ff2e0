using Guide.Workflows;
using Spectre.Console;

namespace Guide.Examples;

/// <summary>Each run's picture decides on the parameters of the next one.</summary>
public sealed class AdaptToResults : IExample
{
    private const int MaxSteps = 16;

    public string Name => "adapt";

    public string Script => "looks at the picture of a run, changes the JSON, and sends it again until the picture will do";

    public async Task RunAsync(Stage stage, CancellationToken cancellationToken)
    {
        var workflow = new TextToImage { KSampler = { Seed = 7 } };

        // A picture with more detail takes more bytes; a program of yours asks a classifier or a person.
        long detail = 0;
        for (int steps = 2; steps <= MaxSteps; steps *= 2)
        {
            workflow.KSampler.Steps = steps;
            TextToImage.Result result = await stage.Comfy.RunAsync(workflow, cancellationToken: cancellationToken);
            byte[] picture = await result.SaveImage.Images[0].ReadAsync(cancellationToken);
            stage.Console.MarkupLineInterpolated($"{steps} steps: {picture.Length} bytes");
            if (picture.Length < detail * 1.05)
                break;
            detail = picture.Length;
        }
    }
}
