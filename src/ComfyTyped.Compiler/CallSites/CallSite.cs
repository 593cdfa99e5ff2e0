using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ComfyTyped.Compiler.CallSites;

/// <summary>An operation to look at.</summary>
/// <param name="context">The compiler's side of it.</param>
/// <param name="symbols">The runtime's types.</param>
internal readonly struct CallSite(OperationAnalysisContext context, ComfySymbols symbols)
{
    public IOperation Operation => context.Operation;

    public ComfySymbols Symbols => symbols;

    public void Report(DiagnosticDescriptor descriptor, IOperation place, params string[] arguments) =>
        Report(descriptor, place, ImmutableDictionary<string, string?>.Empty, arguments);

    /// <param name="descriptor">What kind of thing.</param>
    /// <param name="place">Where.</param>
    /// <param name="fix">What a code fix needs: see <see cref="Diagnostics.FixProperties"/>.</param>
    /// <param name="arguments">What fills the message.</param>
    public void Report(DiagnosticDescriptor descriptor, IOperation place, ImmutableDictionary<string, string?> fix, params string[] arguments) =>
        context.ReportDiagnostic(Diagnostic.Create(descriptor, place.Syntax.GetLocation(), fix, arguments.ToArray<object>()));
}
