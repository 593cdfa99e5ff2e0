using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace ComfyTyped.Compiler.Catalog;

/// <summary>The catalog of ComfyUI's own nodes that comes with the compiler.</summary>
internal static class CoreCatalog
{
    private const string ResourceName = "core_object_info.json";

    private static readonly Lazy<CatalogIndex> LazyIndex = new(Load);

    /// <summary>Where the core classes are. It is the same for all users and never changes, so one is enough for a process.</summary>
    public static CatalogIndex Index => LazyIndex.Value;

    private static CatalogIndex Load()
    {
        using Stream stream = typeof(CoreCatalog).Assembly.GetManifestResourceStream(ResourceName)
            ?? throw new InvalidOperationException($"The resource {ResourceName} is missing.");
        return CatalogIndexer.Index(SourceText.From(stream, Encoding.UTF8), CancellationToken.None);
    }
}
