using ComfyTyped.Compiler.Diagnostics;
using ComfyTyped.Compiler.Workflows;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ComfyTyped.Compiler.Pipeline;

/// <summary>A reason why a file that means to be a workflow has no class.</summary>
/// <param name="Path">The file.</param>
/// <param name="Message">The reason, and what to do.</param>
/// <param name="Span">The place of the fault.</param>
/// <param name="Lines">The same in lines and columns.</param>
/// <param name="Severity">How bad it is.</param>
internal sealed record SkippedFile(string Path, string Message, TextSpan Span, LinePositionSpan Lines, DiagnosticSeverity Severity)
{
    public static IEnumerable<SkippedFile> Of(SourceFile source, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return source.Parsed switch
        {
            UnreadableFile unreadable => unreadable.Errors.Select(error => Skip(source, error.Message, error.Span, DiagnosticSeverity.Error)),
            EditorFile => [Skip(source, EditorFormat, default, source.File.IsExplicit ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning)],
            OtherFile or CatalogFile when source.File.IsExplicit => [Skip(source, NoWorkflow, default, DiagnosticSeverity.Error)],
            _ => [],
        };
    }

    public Diagnostic ToDiagnostic() => Diagnostic.Create(
        Descriptors.UnreadableWorkflow,
        Location.Create(Path, Span, Lines),
        Severity,
        additionalLocations: null,
        properties: null,
        "No class is generated for this file. " + Message);

    private const string EditorFormat = "It is in the editor's format, which the server does not take. Save it with the editor's \"Export (API)\" and use that file.";

    private const string NoWorkflow = "It holds no prompt: an object of nodes, each with a \"class_type\". Save the workflow with the editor's \"Export (API)\".";

    private static SkippedFile Skip(SourceFile source, string message, TextSpan span, DiagnosticSeverity severity) =>
        new(source.File.Path, message, span, source.Text.Lines.GetLinePositionSpan(span), severity);
}
