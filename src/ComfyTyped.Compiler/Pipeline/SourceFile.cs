using ComfyTyped.Core.Workflows;
using Microsoft.CodeAnalysis.Text;

namespace ComfyTyped.Compiler.Pipeline;

/// <summary>A file of the project and what it turned out to be.</summary>
/// <param name="File">The file.</param>
/// <param name="Text">Its text.</param>
/// <param name="Parsed">What it turned out to be.</param>
internal sealed record SourceFile(InputFile File, SourceText Text, ParsedFile Parsed)
{
    public static SourceFile Parse(InputFile file, CancellationToken cancellationToken)
    {
        SourceText text = file.Text.GetText(cancellationToken) ?? SourceText.From("");
        ParsedFile parsed = WorkflowFileParser.Parse(text, cancellationToken);
        return new SourceFile(file, text, file.Accepts(parsed) ? parsed : new OtherFile());
    }
}
