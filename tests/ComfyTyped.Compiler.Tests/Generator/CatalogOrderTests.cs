namespace ComfyTyped.Compiler.Tests.Generator;

public class CatalogOrderTests
{
    private const string Workflow = """{ "1": { "class_type": "A", "inputs": {} }, "2": { "class_type": "B", "inputs": {} }, "3": { "class_type": "KSampler", "inputs": {} } }""";

    [Theory]
    [InlineData("", "", "FromFirst")]
    [InlineData("catalog", "catalog", "FromFirst")]
    [InlineData("catalog", "", "FromFirst")]
    [InlineData("", "catalog", "FromSecond")]
    public void Named_catalogs_go_first_and_then_the_path_decides(string kindOfFirst, string kindOfSecond, string input)
    {
        GeneratorRun run = GeneratorRun.Of(
            new InMemoryFile("/src/MyApp/workflows/w.json", Workflow),
            new InMemoryFile("/src/MyApp/b.json", Class("A", "from_second")) { Metadata = { ["ComfyKind"] = kindOfSecond } },
            new InMemoryFile("/src/MyApp/a.json", Class("A", "from_first")) { Metadata = { ["ComfyKind"] = kindOfFirst } });

        Assert.Contains($"public global::ComfyTyped.IntInput {input}", run.Node("A"), StringComparison.Ordinal);
    }

    [Fact]
    public void Catalogs_are_merged_class_by_class_and_the_built_in_one_comes_last()
    {
        GeneratorRun run = GeneratorRun.Of(
            new InMemoryFile("/src/MyApp/workflows/w.json", Workflow),
            new InMemoryFile("/src/MyApp/a.json", Class("A", "from_a")),
            new InMemoryFile("/src/MyApp/b.json", Class("B", "from_b")),
            new InMemoryFile("/src/MyApp/c.json", Class("KSampler", "mine")));

        Assert.Contains("IntInput FromA", run.Node("A"), StringComparison.Ordinal);
        Assert.Contains("IntInput FromB", run.Node("B"), StringComparison.Ordinal);
        Assert.Contains("IntInput Mine", run.Node("KSampler"), StringComparison.Ordinal);
        Assert.DoesNotContain("Steps", run.Node("KSampler"), StringComparison.Ordinal);
    }

    private static string Class(string name, string input) =>
        $$"""{ "{{name}}": { "input": { "required": { "{{input}}": ["INT"] } }, "output": ["IMAGE"] } }""";
}
