using ComfyTyped.Compiler.Diagnostics;
using ComfyTyped.Core;
using ComfyTyped.Core.Json;
using ComfyTyped.Core.Workflows;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ComfyTyped.Compiler.Pipeline;

/// <summary>A reason why a file that means to be a workflow has no class, or one that means to be a catalog tells no classes.</summary>
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
            EditorFile => [Skip(source, EditorFile.Refusal, default, source.File.IsExplicit ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning)],
            OtherFile { Error: { } error } when source.File.IsExplicit => [Skip(source, error.Message, error.Span, DiagnosticSeverity.Error)],
            OtherFile or CatalogFile when source.File.IsExplicit => [Skip(source, OtherFile.Refusal, default, DiagnosticSeverity.Error)],
            OtherFile when source.File.IsCatalog => [new SkippedFile(source.File.Path, NoCatalog, default, default, DiagnosticSeverity.Error)],
            CatalogFile { Index.Error: { } error } => [BrokenCatalog(source, error)],
            _ => [],
        };
    }

    /// <summary>What is said of an item whose name is not that of a JSON file, so that it is not read at all.</summary>
    public static IEnumerable<SkippedFile> OfName(InputFile file, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string? message = file.IsExplicit ? WorkflowName : file.IsCatalog ? CatalogName : null;
        return message is null ? [] : [new SkippedFile(file.Path, message, default, default, DiagnosticSeverity.Error)];
    }

    public Diagnostic ToDiagnostic() => Diagnostic.Create(
        Descriptors.UnreadableWorkflow,
        Location.Create(Path, Span, Lines),
        Severity,
        additionalLocations: null,
        properties: null,
        Message);

    private const string NoCatalog = "This ComfyNodeCatalog is no catalog of node classes: an object of classes, each with \"input\" and \"output\". Save http://<server>/object_info and use that file.";

    private const string WorkflowName = "No class is generated for this file, because the name of a ComfyWorkflow must end in .json. Rename the file.";

    private const string CatalogName = "This ComfyNodeCatalog is not read, because its name must end in .json. Rename the file.";

    private static SkippedFile BrokenCatalog(SourceFile source, JsonError error) => new(
        source.File.Path,
        error.Message + " The node classes after this place are unknown: save http://<server>/object_info again.",
        error.Span.ToTextSpan(),
        source.Text.Lines.GetLinePositionSpan(error.Span.ToTextSpan()),
        source.File.IsCatalog ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning);

    private static SkippedFile Skip(SourceFile source, string message, SourceSpan span, DiagnosticSeverity severity) =>
        new(source.File.Path, "No class is generated for this file. " + message, span.ToTextSpan(), source.Text.Lines.GetLinePositionSpan(span.ToTextSpan()), severity);
}
