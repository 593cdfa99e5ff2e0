using ComfyTyped.Compiler.Tests.Corpus;

namespace ComfyTyped.Compiler.Tests.Generator;

public class CatalogGenerationTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_class_of_the_largest_real_catalog_compiles_without_a_word()
    {
        CorpusFile catalog = CorpusFiles.Catalogs.MaxBy(file => file.Text.Length)!;
        GeneratorRun run = GeneratorRun.Of(
            [new InMemoryFile("/src/MyApp/object_info.json", catalog.Text.ToString())],
            new(GeneratorRun.DefaultProperties) { ["ComfyRequestedNodes"] = "*" });

        Assert.Empty(run.Complaints().Take(5));
        string Count(string folder) => $"{run.Result.GeneratedSources.Count(source => source.HintName.StartsWith(folder, StringComparison.Ordinal))} {folder}";
        output.WriteLine($"{Count("Nodes")}, {Count("Choices")}, {Count("Inputs")}, {Count("Types")}: {catalog.Name}");
    }
}
