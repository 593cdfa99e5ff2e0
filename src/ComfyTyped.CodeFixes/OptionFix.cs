using System.Collections.Immutable;
using ComfyTyped.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ComfyTyped.CodeFixes;

/// <summary>CT2002, CT2003: puts the member of the option that was probably meant in the place of a text.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OptionFix))]
public sealed class OptionFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("CT2002", "CT2003");

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model)
            return;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            TextSpan place = diagnostic.Location.SourceSpan;
            if (MemberOf(diagnostic, model.Compilation) is { } member)
                context.RegisterCodeFix(TextFix.Of(context.Document, $"Use {member.ContainingType.Name}.{member.Name}", new TextChange(place, NameOf(member, model, place.Start))), diagnostic);
        }
    }

    private static ISymbol? MemberOf(Diagnostic diagnostic, Compilation compilation) =>
        diagnostic.Properties.TryGetValue(FixProperties.Member, out string? id) && id is not null
            ? DocumentationCommentId.GetFirstSymbolForDeclarationId(id, compilation)
            : null;

    /// <summary>The shortest name that means the member here, where a property may be called as the type is.</summary>
    private static string NameOf(ISymbol member, SemanticModel model, int position)
    {
        string name = member.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat
            .WithMemberOptions(SymbolDisplayMemberOptions.None).WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers));
        string shortest = $"{member.ContainingType.ToMinimalDisplayString(model, position)}.{name}";
        ExpressionSyntax expression = SyntaxFactory.ParseExpression(shortest);
        ISymbol? meant = model.GetSpeculativeSymbolInfo(position, expression, SpeculativeBindingOption.BindAsExpression).Symbol;
        return SymbolEqualityComparer.Default.Equals(meant, member)
            ? shortest
            : $"{member.ContainingType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}.{name}";
    }
}
