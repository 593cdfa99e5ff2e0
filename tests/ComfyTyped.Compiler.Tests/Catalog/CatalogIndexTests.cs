using ComfyTyped.Compiler.Catalog;
using Microsoft.CodeAnalysis.Text;

namespace ComfyTyped.Compiler.Tests.Catalog;

public class CatalogIndexTests
{
    [Fact]
    public void Classes_are_found_without_being_read()
    {
        CatalogIndex index = Index("""{ "A": {"x": "}\"{"}, "n": 5, "list": [{}, "]"], "B \u0042" : { "y": [1, {"z": 2}] } }""");
        Assert.Equal(["A", "B B"], index.Classes.Keys.Order(StringComparer.Ordinal));
        Assert.Null(index.Error);
    }

    [Fact]
    public void A_class_may_lie_across_the_buffers_of_the_indexer()
    {
        string padding = new('x', 100_000);
        CatalogIndex index = Index($$$"""{"A": {"description": "{{{padding}}}\\", "output": ["INT"]}, "B": {"output": ["{{{padding}}}"]}}""");
        Assert.Equal("INT", index.Find("A")!.Class.Outputs[0].Type);
        Assert.Equal(padding, index.Find("B")!.Class.Outputs[0].Type);
    }

    [Theory]
    [InlineData("""{"A": {}, "B": {"x": [""", 1)]
    [InlineData("""{"A": {}, "B": {"x": "y""", 1)]
    [InlineData("""{"A": {}, "B""", 1)]
    [InlineData("""{"A": {}""", 1)]
    [InlineData("{", 0)]
    [InlineData("", 0)]
    public void A_cut_off_catalog_keeps_what_stands_before_the_cut(string text, int classes)
    {
        CatalogIndex index = Index(text);
        Assert.Equal(classes, index.Classes.Count);
        Assert.NotNull(index.Error);
    }

    [Fact]
    public void A_broken_class_is_not_found_and_the_next_one_is()
    {
        CatalogIndex index = Index("""{"A": {"output": [nope]}, "B": {"output": ["INT"]}}""");
        Assert.Null(index.Find("A"));
        Assert.NotNull(index.Find("B"));
        Assert.Null(index.Find("C"));
    }

    [Fact]
    public void The_core_catalog_knows_the_core_nodes()
    {
        Assert.True(CoreCatalog.Index.Classes.Count > 400);
        Assert.Null(CoreCatalog.Index.Error);
        Assert.Equal("18446744073709551615", CoreCatalog.Index.Find("KSampler")!.Class.Inputs.Single(input => input.Name == "seed").Max);
        Assert.True(CoreCatalog.Index.Find("SaveImage")!.Class.IsOutput);
    }

    [Fact]
    public void The_first_catalog_that_has_a_class_wins()
    {
        var catalog = new NodeCatalog([Index("""{"KSampler": {"output": ["MINE"]}}"""), CoreCatalog.Index]);
        Assert.Equal("MINE", catalog.Find("KSampler")!.Outputs[0].Type);
        Assert.Equal("IMAGE", catalog.Find("VAEDecode")!.Outputs[0].Type);
        Assert.Null(catalog.Find("Nobody knows"));
    }

    private static CatalogIndex Index(string text) => CatalogIndexer.Index(SourceText.From(text), TestContext.Current.CancellationToken);
}
