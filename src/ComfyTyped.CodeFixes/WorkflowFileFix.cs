using System.Collections.Immutable;
using ComfyTyped.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace ComfyTyped.CodeFixes;

/// <summary>The rules of workflow files that know what should stand in the place of what they report.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WorkflowFileFix), DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)], DocumentExtensions = [".json"])]
public sealed class WorkflowFileFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.Create("CT1001", "CT1006", "CT1007", "CT1008", "CT1010", "CT1015", "CT1016");

    /// <summary>Hosts apply one fix to many files only where those are C#.</summary>
    /// <returns>Null.</returns>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (diagnostic.Properties.TryGetValue(FixProperties.Replacement, out string? replacement) && replacement is not null)
                context.RegisterCodeFix(TextFix.Of(context.TextDocument, $"Replace by {replacement}", new TextChange(diagnostic.Location.SourceSpan, replacement)), diagnostic);
        }

        return Task.CompletedTask;
    }
}
