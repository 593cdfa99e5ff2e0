using System.Collections.Immutable;
using ComfyTyped.Compiler.Pipeline;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ComfyTyped.Compiler.Tests.Generator;

/// <summary>What an edit of a project's catalog, or of one of many workflows, makes the generator do again.</summary>
public class CatalogCachingTests
{
    private static readonly InMemoryFile Catalog = CatalogOf("""
        "Paint": { "category": "brushes/wet", "input": { "required": { "value": ["INT", { "min": 1 }], "mode": [["soft", "hard"]] } }, "output": ["IMAGE"] },
        "Frame": { "input": { "required": { "image": ["IMAGE"], "width": ["INT", { "default": 1 }] } }, "output": ["IMAGE"] },
        "Unused": { "input": { "required": { "value": ["INT", { "min": 1 }] } }, "output": ["IMAGE"] }
        """);

    private static readonly InMemoryFile[] Workflows = [.. Enumerable.Range(0, 5).Select(index => Workflow(index, value: 3))];

    [Fact]
    public void Editing_a_catalog_class_that_nobody_uses_leaves_every_output_cached()
    {
        (GeneratorRun run, GeneratorRunResult again) = AfterEdit("\"Unused\": { \"input\": { \"required\": {", "\"Unused\": { \"input\": { \"required\": { \"name\": [\"STRING\"],");

        Assert.Equal([IncrementalStepRunReason.Modified], Reasons(again, StepNames.Parse).Where(reason => reason != IncrementalStepRunReason.Cached));
        Assert.All([StepNames.Classes, StepNames.UnknownNodes, StepNames.Project], step => Assert.All(Reasons(again, step), AssertSame));
        Assert.All([StepNames.Usages, StepNames.Names, StepNames.Types, StepNames.Models, StepNames.Workflows], step => Assert.All(
            Reasons(again, step), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason)));
        Assert.Empty(Written(run, again));
    }

    [Fact]
    public void Removing_a_catalog_class_that_nobody_uses_writes_nothing_again() =>
        Assert.Empty(WrittenAfterEdit("\"Unused\"", "\"Also unused\""));

    [Fact]
    public void Editing_a_catalog_class_in_use_writes_only_the_file_of_its_menu_again() =>
        Assert.Equal(["Nodes/Brushes.g.cs"], WrittenAfterEdit("\"min\": 1 }], \"mode\"", "\"min\": 2 }], \"mode\""));

    [Fact]
    public void Editing_the_options_of_a_class_in_use_writes_only_the_files_of_its_menu_and_of_the_choices_again() =>
        Assert.Equal(["Choices.g.cs", "Nodes/Brushes.g.cs"], WrittenAfterEdit("\"hard\"", "\"hard\", \"harder\"").Order(StringComparer.Ordinal));

    [Fact]
    public void Editing_one_of_many_workflows_writes_only_its_class_again()
    {
        GeneratorRun run = GeneratorRun.Of([Catalog, .. Workflows]);

        GeneratorRunResult again = run.Rerun(driver => driver.ReplaceAdditionalText(Workflows[2], Workflow(2, value: 4)));

        Assert.Equal(["Workflows/MyApp.Workflows.Painting2.g.cs"], Written(run, again));
        Assert.All([StepNames.Parse, StepNames.Models, StepNames.Workflows], step => Assert.Single(
            Reasons(again, step), reason => reason != IncrementalStepRunReason.Cached));
        Assert.All([StepNames.Usages, StepNames.Classes, StepNames.Types, StepNames.Names], step => Assert.All(Reasons(again, step), AssertSame));
    }

    private static IEnumerable<string> WrittenAfterEdit(string old, string replacement)
    {
        (GeneratorRun run, GeneratorRunResult again) = AfterEdit(old, replacement);
        return Written(run, again);
    }

    private static (GeneratorRun Run, GeneratorRunResult Again) AfterEdit(string old, string replacement)
    {
        string text = Catalog.GetText(TestContext.Current.CancellationToken).ToString();
        Assert.Contains(old, text, StringComparison.Ordinal);
        var edited = new InMemoryFile(Catalog.Path, text.Replace(old, replacement, StringComparison.Ordinal));
        GeneratorRun run = GeneratorRun.Of([Catalog, .. Workflows]);
        return (run, run.Rerun(driver => driver.ReplaceAdditionalText(Catalog, edited)));
    }

    private static void AssertSame(IncrementalStepRunReason reason) =>
        Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, reason.ToString());

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorRunResult run, string step) =>
        run.TrackedSteps.TryGetValue(step, out ImmutableArray<IncrementalGeneratorRunStep> steps) ? steps.SelectMany(each => each.Outputs).Select(output => output.Reason) : [];

    /// <summary>The files whose code was written again, by the texts: an output that is made again is another object.</summary>
    private static IEnumerable<string> Written(GeneratorRun run, GeneratorRunResult again)
    {
        Dictionary<string, SourceText> before = run.Result.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText);
        return again.GeneratedSources.Where(source => before.GetValueOrDefault(source.HintName) != source.SourceText).Select(source => source.HintName);
    }

    private static InMemoryFile CatalogOf(string classes) => new("/src/MyApp/object_info.json", $"{{ {classes} }}");

    private static InMemoryFile Workflow(int index, int value) => new($"/src/MyApp/workflows/painting{index}.json", $$"""
        {
          "1": { "class_type": "Paint", "inputs": { "value": {{value}}, "mode": "soft" } },
          "2": { "class_type": "Frame", "inputs": { "image": ["1", 0], "width": 8 } },
          "3": { "class_type": "SaveImage", "inputs": { "images": ["2", 0], "filename_prefix": "x" } }
        }
        """);
}
