using ComfyTyped.Compiler.Pipeline;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ComfyTyped.Compiler.Tests.Generator;

public class CachingTests
{
    private static readonly string[] Names = ["text_to_image.json", "image_upscale.json", "lora_chain.json"];

    private static InMemoryFile[] Files() => [.. Names.Select(SharedWorkflows.File)];

    [Fact]
    public void An_unrelated_edit_of_a_C_sharp_file_runs_none_of_our_code()
    {
        GeneratorRun run = GeneratorRun.Of(Files());
        SyntaxTree tree = CSharpSyntaxTree.ParseText("class Unrelated;", GeneratorRun.ParseOptions, cancellationToken: TestContext.Current.CancellationToken);

        GeneratorRunResult again = run.Driver.RunGenerators(run.Compilation.AddSyntaxTrees(tree), TestContext.Current.CancellationToken).GetRunResult().Results.Single();

        IEnumerable<IncrementalStepRunReason> reasons = again.TrackedSteps
            .Where(step => StepNames.All.Contains(step.Key)).SelectMany(step => step.Value).SelectMany(step => step.Outputs).Select(output => output.Reason);
        Assert.All(reasons, reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void Editing_a_value_in_one_workflow_writes_only_that_class_again()
    {
        InMemoryFile[] files = Files();
        GeneratorRun run = GeneratorRun.Of(files);
        var edited = new InMemoryFile(files[0].Path, SharedWorkflows.Text(Names[0]).Replace("\"steps\": 20", "\"steps\": 21", StringComparison.Ordinal));

        GeneratorRunResult again = run.Rerun(driver => driver.ReplaceAdditionalText(files[0], edited));

        Assert.Equal(["TextToImage.g.cs"], Rewritten(run.Result, again).Select(name => name.Split('.', 3)[2]));
        Assert.Equal(1, again.TrackedSteps[StepNames.Parse].SelectMany(step => step.Outputs).Count(output => output.Reason == IncrementalStepRunReason.Modified));
        Assert.Single(Written(again));
    }

    [Fact]
    public void Reformatting_a_workflow_writes_nothing_again()
    {
        InMemoryFile[] files = Files();
        GeneratorRun run = GeneratorRun.Of(files);
        var reformatted = new InMemoryFile(files[0].Path, SharedWorkflows.Text(Names[0]).Replace("\n", "\r\n\n", StringComparison.Ordinal));

        GeneratorRunResult again = run.Rerun(driver => driver.ReplaceAdditionalText(files[0], reformatted));

        Assert.Empty(Written(again));
    }

    [Fact]
    public void Adding_a_workflow_of_known_nodes_leaves_the_other_classes_alone()
    {
        InMemoryFile[] files = Files();
        GeneratorRun run = GeneratorRun.Of(files);
        var added = new InMemoryFile("/src/MyApp/workflows/second.json", SharedWorkflows.Text(Names[0]));

        GeneratorRunResult again = run.Rerun(driver => driver.AddAdditionalTexts([added]));

        Assert.Equal(["Workflows/MyApp.Workflows.Second.g.cs"], Rewritten(run.Result, again));
        Assert.Single(Written(again));
    }

    [Fact]
    public void Removing_a_workflow_leaves_the_other_classes_alone()
    {
        InMemoryFile[] files = [.. Files(), new InMemoryFile("/src/MyApp/workflows/second.json", SharedWorkflows.Text(Names[0]))];
        GeneratorRun run = GeneratorRun.Of(files);

        GeneratorRunResult again = run.Rerun(driver => driver.RemoveAdditionalTexts([files[3]]));

        Assert.Empty(Written(again));
        Assert.Equal(run.Result.GeneratedSources.Length - 1, again.GeneratedSources.Length);
    }

    [Fact]
    public void Node_classes_that_nobody_uses_any_more_are_gone_and_the_others_unchanged()
    {
        InMemoryFile[] files = Files();
        GeneratorRun run = GeneratorRun.Of(files);

        GeneratorRunResult again = run.Rerun(driver => driver.RemoveAdditionalTexts([files[1]]));

        // The classes of their menu and the lists of options stand in the same files as theirs.
        Assert.Equal(["Nodes/Image.g.cs", "Choices.g.cs"], Rewritten(run.Result, again));
        Assert.DoesNotContain(again.GeneratedSources, source => source.SourceText.ToString().Contains("class ImageScale", StringComparison.Ordinal));
    }

    [Fact]
    public void The_order_of_the_files_changes_nothing()
    {
        GeneratorRunResult forwards = GeneratorRun.Of(Files()).Result;
        GeneratorRunResult backwards = GeneratorRun.Of([.. Files().Reverse()]).Result;

        Assert.Equal(Texts(forwards), Texts(backwards));
    }

    private static IEnumerable<(string, string)> Texts(GeneratorRunResult run) =>
        run.GeneratedSources.Select(source => (source.HintName, source.SourceText.ToString())).Order();

    /// <summary>The outputs whose code ran again.</summary>
    private static IEnumerable<IncrementalGeneratorRunStep> Written(GeneratorRunResult run) => run.TrackedOutputSteps
        .SelectMany(step => step.Value)
        .Where(step => step.Outputs.Any(output => output.Reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified));

    private static IEnumerable<string> Rewritten(GeneratorRunResult before, GeneratorRunResult after)
    {
        Dictionary<string, string> old = before.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString());
        return after.GeneratedSources
            .Where(source => !old.TryGetValue(source.HintName, out string? text) || text != source.SourceText.ToString())
            .Select(source => source.HintName);
    }
}
