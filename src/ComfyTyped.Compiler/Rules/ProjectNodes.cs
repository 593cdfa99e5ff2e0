using System.Collections.Concurrent;
using System.Collections.Immutable;
using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Core;

namespace ComfyTyped.Compiler.Rules;

/// <summary>The node classes that a project can know: those of its own catalogs, in order of precedence, then the core nodes.</summary>
internal sealed class ProjectNodes(ImmutableArray<CatalogIndex> catalogs)
{
    /// <summary>A server has hundreds of core nodes; a catalog that is trimmed to the classes in use has a handful.</summary>
    private const int CoreNodesOfServer = 60;

    // A look through thousands of names for each node of a class that is unknown would be felt.
    private readonly ConcurrentDictionary<string, string?> _nearest = new(StringComparer.Ordinal);

    private readonly Lazy<bool> _hasWholeCatalog = new(() => catalogs
        .SelectMany(catalog => catalog.Classes.Keys)
        .Where(CoreCatalog.Index.Classes.ContainsKey)
        .Distinct(StringComparer.Ordinal)
        .Skip(CoreNodesOfServer - 1)
        .Any());

    /// <summary>
    /// Whether the project's own catalogs are those of a whole server, so that what they lack is not on it. Trimmed ones say nothing of
    /// the classes that they lack.
    /// </summary>
    public bool HasWholeCatalog => _hasWholeCatalog.Value;

    /// <summary>The names of all known classes; a name may come twice.</summary>
    public IEnumerable<string> ClassTypes => catalogs.SelectMany(catalog => catalog.Classes.Keys).Concat(CoreCatalog.Index.Classes.Keys);

    /// <summary>The known class that was probably meant by an unknown one, or null.</summary>
    public string? FindNearest(string classType) => _nearest.GetOrAdd(classType, name => Nearest.Of(name, ClassTypes));

    /// <summary>A class; null when no catalog has it.</summary>
    public NodeDeclaration? Find(string classType) => FindInProject(classType) ?? CoreCatalog.Index.Find(classType);

    /// <summary>Whether all that is known of a class is the built-in catalog, which may be older or newer than the user's server.</summary>
    public bool IsBuiltIn(string classType) => FindInProject(classType) is null;

    private NodeDeclaration? FindInProject(string classType)
    {
        foreach (CatalogIndex catalog in catalogs)
        {
            if (catalog.Find(classType) is { } declaration)
                return declaration;
        }

        return null;
    }
}
