using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Core.Json;
using ComfyTyped.Core.Workflows;
using Microsoft.CodeAnalysis.Text;

namespace ComfyTyped.Compiler.Pipeline;

/// <summary>Tells what a file of a project is, which may be a catalog as well.</summary>
internal static class WorkflowFileParser
{
    public static ParsedFile Parse(SourceText text, CancellationToken cancellationToken)
    {
        // Catalogs have megabytes; they are indexed without being read.
        if (CatalogIndexer.LooksLikeCatalog(text))
            return new CatalogFile(CatalogIndexer.Index(text, cancellationToken));

        // The text is copied once, because reading a SourceText by index is slow.
        JsonSource source = JsonSource.Of(text.ToString());
        JsonReading reading = JsonReader.Read(source, cancellationToken);
        ParsedFile parsed = WorkflowReader.Read(source, reading, cancellationToken);
        return parsed is OtherFile && reading.Root is { } root && CatalogIndexer.IndexWrapped(text, root) is { } index ? new CatalogFile(index) : parsed;
    }
}

/// <summary>A catalog of node classes, as <c>/object_info</c> answers it.</summary>
/// <param name="Index">Where its classes are.</param>
internal sealed record CatalogFile(CatalogIndex Index) : ParsedFile;
