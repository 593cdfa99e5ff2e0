using System.Collections.Immutable;
using ComfyTyped.Compiler.Models;

namespace ComfyTyped.Compiler.Catalog;

/// <summary>Catalogs in order of precedence: what the first one declares, the others do not change.</summary>
internal sealed class NodeCatalog(ImmutableArray<CatalogIndex> indexes)
{
    /// <summary>The core nodes only.</summary>
    public static NodeCatalog Core => new(ImmutableArray.Create(CoreCatalog.Index));

    /// <summary>A class; null when no catalog has it.</summary>
    public NodeClass? Find(string classType) => FindDeclaration(classType)?.Class;

    /// <summary>A class and its growing groups; null when no catalog has it.</summary>
    public NodeDeclaration? FindDeclaration(string classType)
    {
        foreach (CatalogIndex index in indexes)
        {
            if (index.Find(classType) is { } declaration)
                return declaration;
        }

        return null;
    }
}
