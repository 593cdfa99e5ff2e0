using ComfyTyped;
using Guide.Workflows;
using Spectre.Console;

namespace Guide.Examples;

/// <summary>One document of settings for any workflow.</summary>
public sealed class ChangeMany : IExample
{
    private const string Settings = """
        {
          "prompt": { "positive": "a portrait, oil on canvas", "negative": "blurry" },
          "switches": { "1": true },
          "sampling": { "steps": 4, "cfg": 6.5, "sampler_name": "euler", "seed": "random" },
          "EmptyLatentImage": { "width": 256, "height": 256 }
        }
        """;

    public string Name => "settings";

    public string Script => "writes the values of a configuration into whichever nodes match, and says nothing of those that do not";

    public async Task RunAsync(Stage stage, CancellationToken cancellationToken)
    {
        var workflow = new LoraChain();

        SettingsReport report = workflow.ApplySettings(Settings);
        foreach (AppliedSetting setting in report.Applied)
            stage.Console.MarkupLineInterpolated($"[grey]{setting.ToString()}[/]");
        foreach (RefusedSetting setting in report.Refused)
            stage.Console.MarkupLineInterpolated($"[yellow]{setting.ToString()}[/]");

        LoraChain.Result result = await stage.Comfy.RunAsync(workflow, cancellationToken: cancellationToken);
        stage.Console.MarkupLineInterpolated($"[green]{await result.Final.Images[0].SaveToFolderAsync(stage.Folder, cancellationToken)}[/]");
    }
}
