using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ComfyTyped.Compiler.Tests.Generator;

/// <summary>An additional file that exists in memory only, with the metadata of its item.</summary>
internal sealed class InMemoryFile(string path, string text) : AdditionalText
{
    private readonly SourceText _text = SourceText.From(text);

    public override string Path { get; } = path;

    public Dictionary<string, string> Metadata { get; init; } = [];

    public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
}
