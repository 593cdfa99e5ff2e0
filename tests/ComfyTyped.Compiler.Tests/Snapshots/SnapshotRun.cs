using System.Collections.Immutable;
using ComfyTyped.Compiler.Tests.Generator;
using Microsoft.CodeAnalysis;

namespace ComfyTyped.Compiler.Tests.Snapshots;

/// <summary>A project that keeps snapshots, with one workflow of two nodes.</summary>
internal static class SnapshotRun
{
    public const string WorkflowPath = "/src/MyApp/workflows/paint.json";

    public const string SnapshotPath = "/src/MyApp/workflows/paint.api.txt";

    public const string Workflow = """
        {
          "1": { "class_type": "EmptyImage", "inputs": { "width": 64, "height": 64, "batch_size": 1, "color": 0 } },
          "2": { "class_type": "SaveImage", "inputs": { "images": ["1", 0], "filename_prefix": "x" }, "_meta": { "title": "Keep" } }
        }
        """;

    /// <summary>What the class of the workflow offers.</summary>
    public const string Facts = """
        class: MyApp.Workflows.Paint
        EmptyImage: EmptyImage
        EmptyImage.BatchSize: IntInput
        EmptyImage.Color: IntInput
        EmptyImage.Height: IntInput
        EmptyImage.Image: Output<Image>
        EmptyImage.Width: IntInput
        Keep: SaveImage
        Keep.FilenamePrefix: StringInput
        Keep.Images: Input<Image>
        Result.Keep: ImageOutput
        """;

    public static GeneratorRun Of(string? snapshot, string workflow = Workflow) => Of(
        snapshot is null ? [new InMemoryFile(WorkflowPath, workflow)] : [new InMemoryFile(WorkflowPath, workflow), new InMemoryFile(SnapshotPath, snapshot)],
        isUpdate: false);

    public static GeneratorRun Of(InMemoryFile[] files, bool isUpdate)
    {
        Dictionary<string, string> properties = GeneratorRun.DefaultProperties;
        properties["ComfyApiSnapshots"] = "true";
        if (isUpdate)
            properties["ComfyUpdateApi"] = "true";
        return GeneratorRun.Of(files, properties);
    }

    /// <summary>What is said, as a build prints it, one line each.</summary>
    public static string Said(ImmutableArray<Diagnostic> diagnostics) => string.Join("\n", diagnostics.Select(diagnostic => diagnostic.ToString()));
}
