using System.Text.Json;
using ComfyTyped.Compiler.Pipeline;
using ComfyTyped.Core.Json;
using ComfyTyped.Core.Workflows;

namespace ComfyTyped.Compiler.Tests.Corpus;

public class WorkflowCorpusTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_api_file_is_a_workflow_or_says_why_not()
    {
        var kinds = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (CorpusFile file in CorpusFiles.Api)
        {
            ParsedFile parsed = WorkflowFileParser.Parse(file.Text, TestContext.Current.CancellationToken);
            Count(kinds, parsed);
            if (parsed is UnreadableFile unreadable)
            {
                JsonError error = unreadable.Errors[0];
                Microsoft.CodeAnalysis.Text.LinePosition place = file.Text.Lines.GetLinePosition(error.Span.Start);
                output.WriteLine($"{file.Name}({place.Line + 1},{place.Character + 1}): {error.Message}");
            }

            Assert.True(parsed is WorkflowFile or UnreadableFile, $"{file.Name} is {parsed.GetType().Name}.");
        }

        Print(kinds);
    }

    [Fact]
    public void Editor_files_are_not_taken_for_prompts()
    {
        var kinds = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (CorpusFile file in CorpusFiles.Editor)
        {
            ParsedFile parsed = WorkflowFileParser.Parse(file.Text, TestContext.Current.CancellationToken);
            Count(kinds, parsed);
            if (parsed is not EditorFile)
                output.WriteLine($"{file.Name}: {parsed.GetType().Name}");
        }

        Print(kinds);
        Assert.True(kinds[nameof(EditorFile)] >= kinds.Values.Sum() * 95 / 100);
    }

    [Fact]
    public void An_untouched_prompt_equals_the_file_token_for_token()
    {
        int compared = 0;
        foreach (CorpusFile file in CorpusFiles.Api)
        {
            if (WorkflowFileParser.Parse(file.Text, TestContext.Current.CancellationToken) is not WorkflowFile workflow)
                continue;
            using JsonDocument source = JsonDocument.Parse(file.Text.ToString());
            using JsonDocument written = JsonDocument.Parse(workflow.Prompt);
            JsonElement prompt = FindPrompt(source.RootElement)!.Value;
            List<JsonProperty> nodes = [.. prompt.EnumerateObject().Where(entry => IsNode(entry.Value))];
            Assert.Equal(nodes.Select(node => node.Name), written.RootElement.EnumerateObject().Select(node => node.Name));
            foreach ((JsonProperty expected, JsonProperty actual) in nodes.Zip(written.RootElement.EnumerateObject()))
                AssertSame(expected.Value, actual.Value, $"{file.Name} {expected.Name}");
            compared++;
        }

        output.WriteLine($"{compared} prompts compared");
        Assert.True(compared > 0);
    }

    private static void AssertSame(JsonElement expected, JsonElement actual, string path)
    {
        if (expected.ValueKind == JsonValueKind.Array && actual.ValueKind == JsonValueKind.Object)
            actual = actual.GetProperty("__value__");
        Assert.True(expected.ValueKind == actual.ValueKind, path);
        if (expected.ValueKind == JsonValueKind.Object)
        {
            Dictionary<string, JsonElement> left = Members(expected);
            Dictionary<string, JsonElement> right = Members(actual);
            left.Remove("is_changed");
            Assert.Equal(left.Keys, right.Keys);
            foreach (string name in left.Keys)
                AssertSame(left[name], right[name], $"{path}.{name}");
        }
        else if (expected.ValueKind == JsonValueKind.Array)
        {
            Assert.Equal(expected.GetArrayLength(), actual.GetArrayLength());
            foreach ((JsonElement left, JsonElement right) in expected.EnumerateArray().Zip(actual.EnumerateArray()))
                AssertSame(left, right, path + "[]");
        }
        else
        {
            Assert.Equal(expected.GetRawText(), actual.GetRawText());
        }
    }

    private static Dictionary<string, JsonElement> Members(JsonElement value)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (JsonProperty member in value.EnumerateObject())
            members[member.Name] = member.Value;
        return members;
    }

    private static JsonElement? FindPrompt(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object when element.EnumerateObject().Any(member => IsNode(member.Value)) => element,
        JsonValueKind.Object => element.EnumerateObject().Select(member => FindPrompt(member.Value)).FirstOrDefault(found => found is not null),
        JsonValueKind.Array => element.EnumerateArray().Select(FindPrompt).FirstOrDefault(found => found is not null),
        _ => null,
    };

    private static bool IsNode(JsonElement value) => value.ValueKind == JsonValueKind.Object && value.TryGetProperty("class_type", out _);

    private static void Count(SortedDictionary<string, int> kinds, ParsedFile parsed) =>
        kinds[parsed.GetType().Name] = kinds.GetValueOrDefault(parsed.GetType().Name) + 1;

    private void Print(SortedDictionary<string, int> kinds)
    {
        foreach ((string kind, int count) in kinds)
            output.WriteLine($"{count,5} {kind}");
    }
}
