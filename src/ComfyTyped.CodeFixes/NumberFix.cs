using System.Collections.Immutable;
using ComfyTyped.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace ComfyTyped.CodeFixes;

/// <summary>CT2001: puts the bound in the place of a number beyond it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NumberFix))]
public sealed class NumberFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("CT2001");

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (diagnostic.Properties.TryGetValue(FixProperties.Replacement, out string? bound) && bound is not null)
                context.RegisterCodeFix(TextFix.Of(context.Document, $"Use the bound {bound}", new TextChange(diagnostic.Location.SourceSpan, bound)), diagnostic);
        }

        return Task.CompletedTask;
    }
}
