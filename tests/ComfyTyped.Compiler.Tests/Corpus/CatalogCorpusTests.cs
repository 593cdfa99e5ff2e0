using System.Text.Json;
using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Compiler.Workflows;

namespace ComfyTyped.Compiler.Tests.Corpus;

public class CatalogCorpusTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_class_of_every_dump_is_found_and_read()
    {
        foreach (CorpusFile file in CorpusFiles.Catalogs)
        {
            CatalogIndex index = Assert.IsType<CatalogFile>(WorkflowFileParser.Parse(file.Text, TestContext.Current.CancellationToken)).Index;
            Assert.Null(index.Error);
            using JsonDocument document = JsonDocument.Parse(file.Text.ToString());
            JsonElement classes = document.RootElement.TryGetProperty("object_info", out JsonElement inner) ? inner : document.RootElement;
            Assert.Equal(
                classes.EnumerateObject().Select(entry => entry.Name).Distinct().Order(StringComparer.Ordinal),
                index.Classes.Keys.Order(StringComparer.Ordinal));
            int inputs = 0;
            foreach (JsonProperty entry in classes.EnumerateObject())
            {
                NodeDeclaration declaration = Assert.IsType<NodeDeclaration>(index.Find(entry.Name));
                Assert.Equal(entry.Value.GetProperty("output").GetArrayLength(), declaration.Class.Outputs.Count);
                inputs += declaration.Class.Inputs.Count;
            }

            output.WriteLine($"{index.Classes.Count,5} classes {inputs,6} inputs {file.Name}");
        }
    }
}
