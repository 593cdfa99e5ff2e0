using ComfyTyped.Core.Workflows;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ComfyTyped.Compiler.Pipeline;

/// <summary>A JSON file among the project's AdditionalFiles, with what its item says of it.</summary>
/// <param name="Text">The file.</param>
/// <param name="IsExplicit">Whether it is a <c>ComfyWorkflow</c> item, so that it must be a workflow.</param>
/// <param name="IsCatalog">Whether it is a <c>ComfyNodeCatalog</c> item, so that it must be a catalog.</param>
/// <param name="ClassName">The item's <c>ClassName</c>; empty when it has none.</param>
/// <param name="Namespace">The item's <c>Namespace</c>; empty when it has none.</param>
internal sealed record InputFile(AdditionalText Text, bool IsExplicit, bool IsCatalog, string ClassName, string Namespace)
{
    public string Path => Text.Path;

    public static bool IsJson(AdditionalText text) => text.Path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether nothing is read from a file, whatever its item says. A snapshot has the metadata of the workflow that it lies beside.</summary>
    public static bool IsMisnamed(AdditionalText text) => !IsJson(text) && !ApiSnapshots.IsIn(text);

    public static InputFile Read((AdditionalText Text, AnalyzerConfigOptionsProvider Provider) input, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        AnalyzerConfigOptions options = input.Provider.GetOptions(input.Text);
        string kind = Metadata(options, "ComfyKind");
        return new InputFile(input.Text, kind == "workflow", kind == "catalog", Metadata(options, "ClassName"), Metadata(options, "Namespace"));
    }

    /// <summary>Whether the file may be what it turned out to be: a catalog by name is nothing else.</summary>
    public bool Accepts(ParsedFile parsed) => !IsCatalog || parsed is CatalogFile;

    private static string Metadata(AnalyzerConfigOptions options, string name) =>
        options.TryGetValue("build_metadata.AdditionalFiles." + name, out string? value) ? value.Trim() : "";
}
