using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ComfyTyped.Benchmarks;

/// <summary>An analyzer that looks at the same files and says nothing: the floor of what a run of analyzers costs.</summary>
#pragma warning disable RS1001, RS1036 // It is an analyzer for this benchmark only.
internal sealed class EmptyAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Nothing = new("BENCH", "Nothing", "Nothing", "Nothing", DiagnosticSeverity.Info, isEnabledByDefault: true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Nothing];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterAdditionalFileAction(static _ => { });
    }
}
