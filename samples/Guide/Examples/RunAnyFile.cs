using ComfyTyped;
using Spectre.Console;

namespace Guide.Examples;

/// <summary>A workflow that the program has not seen before it runs.</summary>
public sealed class RunAnyFile : IExample
{
    public string Name => "file";

    public string Script => "loads a workflow's JSON, sets values by node id, and sends it unchecked";

    public async Task RunAsync(Stage stage, CancellationToken cancellationToken)
    {
        DynamicWorkflow file = ComfyWorkflow.Load(Path.Combine(AppContext.BaseDirectory, "workflows", "text_to_image.json"));
        DynamicWorkflow workflow = await stage.Comfy.DescribeAsync(file, cancellationToken);

        workflow["KSampler"]["steps"] = 4;
        workflow["KSampler"]["seed"] = Seed.Random;
        workflow.ApplySettings("""{ "prompt": { "positive": "a lighthouse in fog" } }""").ThrowIfIncomplete();

        DynamicResult result = await stage.Comfy.RunAsync(workflow, cancellationToken: cancellationToken);
        stage.Console.MarkupLineInterpolated($"[green]{await result.Files[0].SaveToFolderAsync(stage.Folder, cancellationToken)}[/] (seed {result.SeedOf(workflow["KSampler"])})");
    }
}
