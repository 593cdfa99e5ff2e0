using System.Reflection;
using System.Text.Json;
using ComfyTyped.Compiler.Tests.Corpus;
using ComfyTyped.Compiler.Workflows;

namespace ComfyTyped.Compiler.Tests.Generator;

public class CorpusGenerationTests(ITestOutputHelper output)
{
    /// <summary>All files are one project, so that names meet and classes are inferred from all of them together.</summary>
    [Fact]
    public void Every_file_of_the_corpus_compiles_and_writes_its_prompt_token_for_token()
    {
        CorpusFile[] files = [.. CorpusFiles.Api.Where(IsWorkflow)];
        GeneratorRun run = GeneratorRun.Of([.. files.Select((file, i) => new InMemoryFile($"/src/MyApp/workflows/f{i}.json", file.Text.ToString()))]);

        Assert.Empty(run.Complaints().Take(5));
        Assert.Empty(run.Diagnostics);
        Assembly assembly = run.Load();
        int nodes = 0;
        for (int i = 0; i < files.Length; i++)
        {
            var file = (WorkflowFile)WorkflowFileParser.Parse(files[i].Text, TestContext.Current.CancellationToken);
            var workflow = (ComfyWorkflow)Activator.CreateInstance(assembly.GetType($"MyApp.Workflows.F{i}", throwOnError: true)!)!;
            AssertSameTokens(file.Prompt, workflow.ToJson(), files[i].Name);
            nodes += workflow.Nodes.Count;
        }
        output.WriteLine($"{files.Length} workflows with {nodes} nodes; {run.Result.GeneratedSources.Length} generated files");
    }

    [Fact]
    public void Assigning_every_value_to_itself_changes_no_prompt()
    {
        CorpusFile[] files = [.. CorpusFiles.Api.Where(IsWorkflow)];
        GeneratorRun run = GeneratorRun.Of([.. files.Select((file, i) => new InMemoryFile($"/src/MyApp/workflows/f{i}.json", file.Text.ToString()))]);
        Assembly assembly = run.Load();
        int properties = 0;
        for (int i = 0; i < files.Length; i++)
        {
            var file = (WorkflowFile)WorkflowFileParser.Parse(files[i].Text, TestContext.Current.CancellationToken);
            var workflow = (ComfyWorkflow)Activator.CreateInstance(assembly.GetType($"MyApp.Workflows.F{i}", throwOnError: true)!)!;
            properties += workflow.Nodes.Sum(Reassign);
            AssertSameTokens(file.Prompt, workflow.ToJson(), files[i].Name);
        }
        output.WriteLine($"{properties} properties assigned to themselves in {files.Length} workflows");
    }

    private static bool IsWorkflow(CorpusFile file) => WorkflowFileParser.Parse(file.Text, TestContext.Current.CancellationToken) is WorkflowFile;

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
