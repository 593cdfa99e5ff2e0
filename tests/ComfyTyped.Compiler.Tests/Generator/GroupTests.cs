namespace ComfyTyped.Compiler.Tests.Generator;

public class GroupTests
{
    [Fact]
    public void Titles_that_end_in_numbers_are_an_indexer_of_the_class_that_they_share() =>
        Assert.Contains("public global::MyApp.Workflows.PrimitiveBoolean this[int number] => number switch", Generated("SWITCH_1", "SWITCH_2", "SWITCH_10"), StringComparison.Ordinal);

    [Theory]
    [InlineData("SWITCH_1", "SWITCH_item", "SWITCH_Item 2")]
    [InlineData("SWITCH_1", "SWITCH_1", "SWITCH_01")]
    [InlineData("SWITCH_1", "SWITCH_2147483648", "SWITCH_-1")]
    [InlineData("SWITCH_\u0661", "SWITCH_number", "SWITCH_2")]
    public void Any_titles_make_a_group_that_compiles(params string[] titles) => Generated(titles);

    [Fact]
    public void Titles_without_numbers_are_no_indexer() => Assert.DoesNotContain("this[int", Generated("SWITCH_a", "SWITCH_b", "SWITCH_2c"), StringComparison.Ordinal);

    private static string Generated(params string[] titles)
    {
        IEnumerable<string> nodes = titles.Select((title, i) => $$"""  "{{i + 1}}": { "class_type": "PrimitiveBoolean", "inputs": { "value": true }, "_meta": { "title": "{{title}}" } }""");
        GeneratorRun run = GeneratorRun.Of(new InMemoryFile("/src/MyApp/workflows/a.json", $"{{\n{string.Join(",\n", nodes)}\n}}"));
        Assert.Empty(run.Complaints());
        return run.Result.GeneratedSources.Single(source => source.HintName == "Workflows/MyApp.Workflows.A.g.cs").SourceText.ToString();
    }
}
