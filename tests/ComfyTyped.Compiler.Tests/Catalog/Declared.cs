using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Compiler.Models;
using Microsoft.CodeAnalysis.Text;

namespace ComfyTyped.Compiler.Tests.Catalog;

/// <summary>Reads one declaration as a catalog has it.</summary>
internal static class Declared
{
    /// <summary>The only input that a declaration makes.</summary>
    public static InputSpec Input(string declaration, string name = "x", string classType = "A") =>
        Assert.Single(Index($$"""{ "{{classType}}": { "input": { "required": { "{{name}}": {{declaration}} } }, "output": [] } }""").Find(classType)!.Class.Inputs);

    public static CatalogIndex Index(string catalog) => CatalogIndexer.Index(SourceText.From(catalog), TestContext.Current.CancellationToken);
}
