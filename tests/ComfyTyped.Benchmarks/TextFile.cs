using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ComfyTyped.Benchmarks;

/// <summary>An additional file in memory.</summary>
internal sealed class TextFile(string path, SourceText text) : AdditionalText
{
    public TextFile(string path, string text)
        : this(path, Decode(text))
    {
    }

    public override string Path => path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => text;

    /// <summary>The same file as an object that nobody has seen before.</summary>
    public TextFile Copy() => new(path, text);

    // As the compiler reads a file: a large one lies in chunks.
    private static SourceText Decode(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return SourceText.From(stream, Encoding.UTF8);
    }
}
