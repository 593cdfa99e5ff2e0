using System.Collections.Immutable;

namespace ComfyTyped.Compiler.Catalog;

/// <summary>A catalog among the files of a project.</summary>
/// <param name="Path">The file.</param>
/// <param name="IsNamed">Whether the project names it (<c>ComfyNodeCatalog</c>); others are recognised by their shape.</param>
/// <param name="Index">Its classes.</param>
internal sealed record FoundCatalog(string Path, bool IsNamed, CatalogIndex Index)
{
    /// <summary>
    /// Catalogs in order of precedence: those that the project names go before those that are only recognised, and among both the one whose
    /// path comes first in ordinal order. They are merged class by class: of a class, the first that has it says all. The built-in catalog
    /// comes after all of them.
    /// </summary>
    public static ImmutableArray<CatalogIndex> InOrder(IEnumerable<FoundCatalog> catalogs) => ImmutableArray.CreateRange(catalogs
        .OrderBy(catalog => catalog.IsNamed ? 0 : 1)
        .ThenBy(catalog => catalog.Path, StringComparer.Ordinal)
        .Select(catalog => catalog.Index));
}
