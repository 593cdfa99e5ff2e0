using System.Collections.Concurrent;
using System.Collections.Immutable;
using ComfyTyped.Compiler.Diagnostics;
using ComfyTyped.Core;
using ComfyTyped.Core.Json;
using Microsoft.CodeAnalysis.Text;

namespace ComfyTyped.Compiler.Catalog;

/// <summary>
/// The node classes of one catalog by name. A class is parsed when it is first asked for, and kept as long as the index: two texts never
/// share an index, so reference equality is the right one.
/// </summary>
/// <param name="text">The catalog.</param>
/// <param name="classes">The place of each class.</param>
/// <param name="error">What is wrong with the catalog as a whole, or null.</param>
internal sealed class CatalogIndex(SourceText text, ImmutableDictionary<string, SourceSpan> classes, JsonError? error)
{
    private readonly ConcurrentDictionary<string, NodeDeclaration?> _parsed = new(StringComparer.Ordinal);

    /// <summary>What is wrong with the catalog as a whole; the classes before the fault can be used.</summary>
    public JsonError? Error => error;

    /// <summary>The place of each class.</summary>
    public ImmutableDictionary<string, SourceSpan> Classes => classes;

    /// <summary>The declaration of a class; null when the catalog does not have it or has it in an unreadable form.</summary>
    public NodeDeclaration? Find(string classType) => _parsed.GetOrAdd(classType, Parse);

    private NodeDeclaration? Parse(string classType) =>
        classes.TryGetValue(classType, out SourceSpan span)
        && JsonReader.Read(JsonSource.Of(text.ToString(span.ToTextSpan()), span.Start), CancellationToken.None).Root is JsonObject declaration
            ? NodeClassParser.Parse(classType, declaration, this == CoreCatalog.Index ? null : CoreCatalog.Index.Find(classType)?.Class)
            : null;
}
