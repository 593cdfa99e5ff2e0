using ComfyTyped;
using Guide.Workflows;
using Spectre.Console;

namespace Guide.Examples;

/// <summary>Many runs with other parameters, resumable.</summary>
public sealed class SweepInABatch : IExample
{
    public string Name => "batch";

    public string Script => "loops over lists of parameters, queues a copy of the JSON for each, and starts from the beginning when it breaks off";

    public async Task RunAsync(Stage stage, CancellationToken cancellationToken)
    {
        Sweep<TextToImage> sweep = Sweep
            .Of(() => new TextToImage { PositivePrompt = { Text = "a lighthouse" }, KSampler = { Seed = 42, Steps = 2 } })
            .Over((w, sampler) => w.KSampler.SamplerName = sampler, [SamplerName.Euler, SamplerName.Heun])
            .Over((w, cfg) => w.KSampler.Cfg = cfg, [5.0, 7.5]);

        await stage.Console.Progress().StartAsync(async context =>
        {
            ProgressTask bar = context.AddTask("sweep", maxValue: 1);
            var options = new BatchOptions
            {
                MaxParallel = 2,
                Manifest = Path.Combine(stage.Folder, "sweep.jsonl"),     // started again, only the rest is run
                Progress = progress => (bar.Description, bar.Value) =
                    ($"{progress.Done} of {progress.Total}, {progress.Remaining?.TotalSeconds:0} s left", progress.Fraction!.Value),
            };
            await foreach (BatchItem<TextToImage.Result> item in stage.Comfy.RunManyAsync(sweep, options, cancellationToken))
            {
                if (item.IsSuccess)
                    stage.Console.MarkupLineInterpolated($"[green]{await item.Result.SaveImage.Images[0].SaveToFolderAsync(stage.Folder, cancellationToken)}[/] {item.Label}");
                else
                    stage.Console.MarkupLineInterpolated($"[red]{item.Label}: {item.Exception.Message}[/]");
            }
        });
    }
}
