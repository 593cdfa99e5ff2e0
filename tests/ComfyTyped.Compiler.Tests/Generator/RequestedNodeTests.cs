using ComfyTyped.Compiler.Pipeline;
using Microsoft.CodeAnalysis;

namespace ComfyTyped.Compiler.Tests.Generator;

public class RequestedNodeTests
{
    private const string Catalog = """
        { "MyNode": { "input": { "required": { "strength": ["FLOAT", { "min": 0 }] } }, "output": ["IMAGE"], "output_node": false, "name": "MyNode", "category": "x" },
          "Other": { "input": { "required": {} }, "output": [], "output_node": true, "name": "Other", "category": "x" } }
        """;

    [Fact]
    public void A_requested_class_is_generated_though_no_file_uses_it()
    {
        GeneratorRun run = Run("LoraLoader||ImageBlend", SharedWorkflows.File("text_to_image.json"));

        Assert.Contains("class LoraLoader", run.Node("LoraLoader"), StringComparison.Ordinal);
        Assert.Contains("class ImageBlend", run.Node("ImageBlend"), StringComparison.Ordinal);
        Assert.Empty(run.Complaints());
        Assert.Empty(run.Diagnostics);
    }

    [Fact]
    public void A_project_without_workflow_files_can_ask_for_classes()
    {
        GeneratorRun run = Run("KSampler");

        Assert.NotNull(run.FindNode("KSampler"));
        Assert.Empty(run.Diagnostics);
    }

    [Fact]
    public void A_requested_class_of_the_projects_own_catalog_is_generated()
    {
        GeneratorRun run = Run("MyNode", new InMemoryFile("/src/MyApp/object_info.json", Catalog));

        Assert.Contains("Strength", run.Node("MyNode"), StringComparison.Ordinal);
        Assert.Null(run.FindNode("Other"));
    }

    [Fact]
    public void All_classes_of_all_catalogs_can_be_requested()
    {
        GeneratorRun run = Run("*", new InMemoryFile("/src/MyApp/object_info.json", Catalog));

        Assert.All(["MyNode", "Other", "KSampler"], name => Assert.NotNull(run.FindNode(name)));
        Assert.Empty(run.Complaints());
        Assert.Empty(run.Diagnostics);
    }

    [Fact]
    public void An_unknown_class_gives_CT0003_with_the_name_that_was_meant()
    {
        Diagnostic diagnostic = Assert.Single(Run("LoraLoadr").Diagnostics);

        Assert.Equal(("CT0003", DiagnosticSeverity.Error, Location.None), (diagnostic.Id, diagnostic.Severity, diagnostic.Location));
        Assert.Equal("No catalog has the node class 'LoraLoadr' that the project asks for; did you mean 'LoraLoader'?", diagnostic.GetMessage());
    }

    [Fact]
    public void A_class_that_only_a_workflow_file_has_can_be_requested()
    {
        GeneratorRun run = Run("Custom", new InMemoryFile("/src/MyApp/workflows/a.json", """{ "1": { "class_type": "Custom", "inputs": { "x": 1 } } }"""));

        Assert.Empty(run.Diagnostics);
    }

    [Fact]
    public void Asking_for_a_class_writes_only_the_file_of_its_menu_again()
    {
        InMemoryFile file = SharedWorkflows.File("text_to_image.json");
        GeneratorRun run = Run("", file);
        Dictionary<string, string> properties = GeneratorRun.DefaultProperties;
        properties["ComfyRequestedNodes"] = "LoraLoader";

        GeneratorRunResult again = run.Rerun(driver => driver.WithUpdatedAnalyzerConfigOptions(new InMemoryOptions(properties)));

        IEnumerable<string> unchanged = again.GeneratedSources
            .Where(source => run.Result.GeneratedSources.Any(old => old.SourceText.ContentEquals(source.SourceText)))
            .Select(source => source.HintName);
        Assert.Equal(["Nodes/Loaders.g.cs"], again.GeneratedSources.Select(source => source.HintName).Except(unchanged));
        Assert.All(again.TrackedSteps[StepNames.Workflows].SelectMany(step => step.Outputs),
            output => Assert.True(output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
    }

    private static GeneratorRun Run(string requested, params InMemoryFile[] files)
    {
        Dictionary<string, string> properties = GeneratorRun.DefaultProperties;
        properties["ComfyRequestedNodes"] = requested;
        return GeneratorRun.Of(files, properties);
    }
}
