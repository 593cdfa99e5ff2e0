using System.Collections.Immutable;
using ComfyTyped.Core;
using ComfyTyped.Core.Json;
using Microsoft.CodeAnalysis.Text;

namespace ComfyTyped.Compiler.Catalog;

/// <summary>Finds the node classes of a catalog in one pass that reads none of them.</summary>
internal static class CatalogIndexer
{
    /// <summary>How many entries are looked at to tell whether a file is a catalog.</summary>
    private const int Samples = 5;

    private const int SampleBuffer = 2 * 1024;

    /// <summary>
    /// Whether a file is what <c>/object_info</c> answers:
    /// one of its first entries has an <c>input</c> object and an <c>output</c> array.
    /// </summary>
    public static bool LooksLikeCatalog(SourceText text)
    {
        var window = new TextWindow(text, SampleBuffer);
        if (!window.TryTake('{'))
            return false;
        for (int i = 0; i < Samples; i++)
        {
            if (window.TakeString() is null || !window.TryTake(':'))
                return false;
            if (window.PeekPastWhitespace() == '{')
            {
                if (IsNodeClass(window))
                    return true;
            }
            else if (!window.SkipValue())
            {
                return false;
            }

            if (!window.TryTake(','))
                return false;
        }

        return false;
    }

    public static CatalogIndex Index(SourceText text, CancellationToken cancellationToken)
    {
        ImmutableDictionary<string, SourceSpan>.Builder classes = ImmutableDictionary.CreateBuilder<string, SourceSpan>(StringComparer.Ordinal);
        var window = new TextWindow(text);
        window.TryTake('{');
        while (!window.TryTake('}'))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (classes.Count > 0)
                window.TryTake(',');
            if (window.TakeString() is not { } name || !window.TryTake(':'))
                return Broken(text, classes, window);
            bool isObject = window.PeekPastWhitespace() == '{';
            int start = window.Position;
            if (!window.SkipValue())
                return Broken(text, classes, window);
            if (isObject)
                classes[Unescape(name)] = SourceSpan.FromBounds(start, window.Position);
        }

        return new CatalogIndex(text, classes.ToImmutable(), null);
    }

    /// <summary>Finds the classes of a catalog that stands as a member of another object; null when there is none.</summary>
    public static CatalogIndex? IndexWrapped(SourceText text, JsonNode root)
    {
        foreach (JsonMember member in root is JsonObject file ? file.Members : ImmutableArray<JsonMember>.Empty)
        {
            if (member.Value is JsonObject catalog && catalog.Members.Any(IsNodeClass))
            {
                ImmutableDictionary<string, SourceSpan> classes = catalog.Members
                    .Where(entry => entry.Value is JsonObject)
                    .ToImmutableDictionary(entry => entry.Name, entry => entry.Value.Span, StringComparer.Ordinal);
                return new CatalogIndex(text, classes, null);
            }
        }

        return null;
    }

    private static bool IsNodeClass(JsonMember entry) =>
        entry.Value is JsonObject value && value.Find("input") is JsonObject && value.Find("output") is JsonArray;

    private static bool IsNodeClass(TextWindow window)
    {
        bool hasInput = false;
        bool hasOutput = false;
        window.TryTake('{');
        while (!window.TryTake('}'))
        {
            window.TryTake(',');
            if (window.TakeString() is not { } name || !window.TryTake(':'))
                break;
            int value = window.PeekPastWhitespace();
            hasInput |= name == "input" && value == '{';
            hasOutput |= name == "output" && value == '[';
            if (!window.SkipValue())
                break;
        }

        return hasInput && hasOutput;
    }

    private static string Unescape(string content) =>
        content.IndexOf('\\') < 0
            ? content
            : JsonReader.Read(JsonSource.Of($"\"{content}\""), CancellationToken.None).Root is JsonString name ? name.Unescape() : content;

    private static CatalogIndex Broken(SourceText text, ImmutableDictionary<string, SourceSpan>.Builder classes, TextWindow window)
    {
        int position = Math.Min(window.Position, text.Length);
        var place = SourceSpan.FromBounds(position, Math.Min(position + 1, text.Length));
        return new CatalogIndex(text, classes.ToImmutable(), new JsonError("The catalog is broken JSON from here on.", place));
    }
}
