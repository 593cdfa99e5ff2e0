using System.Reflection;
using System.Text.Json;
using ComfyTyped.Compiler.Pipeline;
using ComfyTyped.Compiler.Tests.Corpus;
using ComfyTyped.Core.Workflows;

namespace ComfyTyped.Compiler.Tests.Generator;

public sealed class CorpusGenerationTests(CorpusProject corpus, ITestOutputHelper output) : IClassFixture<CorpusProject>
{
    [Fact]
    public void Every_file_of_the_corpus_compiles_without_a_word()
    {
        GeneratorRun run = corpus.Run;

        Assert.Empty(run.Complaints().Take(5));
        Assert.Empty(run.Diagnostics);
        output.WriteLine($"{corpus.Files.Length} workflows, {run.Result.GeneratedSources.Length} generated files");
    }

    [Fact]
    public void Every_untouched_workflow_of_the_corpus_writes_its_prompt_token_for_token()
    {
        int nodes = 0;
        foreach ((CorpusFile file, ComfyWorkflow workflow) in corpus.CreateAll())
        {
            AssertSameTokens(PromptOf(file), workflow.ToJson(), file.Name);
            nodes += workflow.Nodes.Count;
        }
        output.WriteLine($"{corpus.Files.Length} workflows with {nodes} nodes");
    }

    [Fact]
    public void Assigning_every_value_to_itself_changes_no_prompt()
    {
        int properties = 0;
        foreach ((CorpusFile file, ComfyWorkflow workflow) in corpus.CreateAll())
        {
            properties += workflow.Nodes.Sum(Reassign);
            AssertSameTokens(PromptOf(file), workflow.ToJson(), file.Name);
        }
        output.WriteLine($"{properties} properties assigned to themselves in {corpus.Files.Length} workflows");
    }

    [Fact]
    public void Validation_stops_no_workflow_of_the_corpus_but_those_without_an_output_node_or_with_placeholders_for_numbers()
    {
        var problems = corpus.CreateAll().SelectMany(item => item.Workflow.Validate().Select(problem => (item.File.Name, Problem: problem))).ToList();

        foreach (var group in problems.GroupBy(item => (item.Problem.Kind, item.Problem.Severity)))
            output.WriteLine($"{group.Key}: {group.Count()} in {group.Select(item => item.Name).Distinct().Count()} of {corpus.Files.Length} files");
        Assert.DoesNotContain(problems, item => item.Problem is { Severity: ValidationSeverity.Error, Kind: not ValidationProblemKind.NoOutputNode } && !IsPlaceholder(item.Problem));
    }

    private static bool IsPlaceholder(ValidationProblem problem) =>
        problem.Kind == ValidationProblemKind.WrongType && problem.Message.AsSpan().IndexOfAny("{}%$<>") >= 0;

    private static string PromptOf(CorpusFile file) =>
        ((WorkflowFile)WorkflowFileParser.Parse(file.Text, TestContext.Current.CancellationToken)).Prompt;

    // A property that is input and output reads as the output, so assigning it to itself would be a loop.
    private static int Reassign(ComfyNode node)
    {
        int count = 0;
        foreach (PropertyInfo property in node.GetType().GetProperties().Where(property => property.CanWrite && !property.PropertyType.Name.StartsWith("InOut", StringComparison.Ordinal)))
        {
            property.SetValue(node, property.GetValue(node));
            count++;
        }
        return count;
    }

    private static void AssertSameTokens(string expected, string actual, string file)
    {
        using JsonDocument left = JsonDocument.Parse(expected, new JsonDocumentOptions { MaxDepth = 1024 });
        using JsonDocument right = JsonDocument.Parse(actual, new JsonDocumentOptions { MaxDepth = 1024 });
        AssertSameTokens(left.RootElement, right.RootElement, file);
    }

    private static void AssertSameTokens(JsonElement expected, JsonElement actual, string path)
    {
        Assert.True(expected.ValueKind == actual.ValueKind, path);
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                Assert.Equal(expected.EnumerateObject().Select(member => member.Name), actual.EnumerateObject().Select(member => member.Name));
                foreach ((JsonProperty left, JsonProperty right) in expected.EnumerateObject().Zip(actual.EnumerateObject()))
                    AssertSameTokens(left.Value, right.Value, $"{path}/{left.Name}");
                break;
            case JsonValueKind.Array:
                Assert.Equal(expected.GetArrayLength(), actual.GetArrayLength());
                foreach ((JsonElement left, JsonElement right) in expected.EnumerateArray().Zip(actual.EnumerateArray()))
                    AssertSameTokens(left, right, path + "[]");
                break;
            case JsonValueKind.String:
                Assert.True(expected.GetRawText() == actual.GetRawText() || expected.GetString() == actual.GetString(), path);
                break;
            default:
                Assert.True(expected.GetRawText() == actual.GetRawText(), $"{path}: {expected.GetRawText()} became {actual.GetRawText()}");
                break;
        }
    }
}
