using Guide.Workflows;
using SkiaSharp;
using Spectre.Console;

namespace Guide.Examples;

/// <summary>The next run depends on what the last one made: plain C#.</summary>
public sealed class AdaptToTheResult : IExample
{
    private const int MaxSteps = 8;
    private const double GoodContrast = 0.7;

    public string Name => "adapt";

    public string Script => "looks at the picture of a run, changes steps and cfg in the JSON, and runs it again until the picture is good enough";

    public async Task RunAsync(Stage stage, CancellationToken cancellationToken)
    {
        var workflow = new TextToImage { PositivePrompt = { Text = "a lighthouse by night" }, KSampler = { Seed = 7 } };
        double contrast = 0;
        for (int steps = 2; steps <= MaxSteps && contrast < GoodContrast; steps *= 2)
        {
            workflow.KSampler.Steps = steps;
            workflow.KSampler.Cfg = 3 + (2 * contrast);
            TextToImage.Result result = await stage.Comfy.RunAsync(workflow, cancellationToken: cancellationToken);
            contrast = ContrastOf(await result.SaveImage.Images[0].ReadAsync(cancellationToken));
            stage.Console.MarkupLineInterpolated($"[grey]{steps} steps, cfg {workflow.KSampler.Cfg}:[/] contrast {contrast:0.00}");
        }
    }

    /// <summary>How far the brightest and the darkest sixteenth of the picture are apart, from 0 to 1.</summary>
    private static double ContrastOf(byte[] png)
    {
        using SKBitmap picture = SKBitmap.Decode(png);
        using SKBitmap tiles = picture.Resize(new SKSizeI(4, 4), SKSamplingOptions.Default);
        int[] brightness = [.. tiles.Pixels.Select(pixel => (pixel.Red + pixel.Green + pixel.Blue) / 3)];
        return (brightness.Max() - brightness.Min()) / 255.0;
    }
}
