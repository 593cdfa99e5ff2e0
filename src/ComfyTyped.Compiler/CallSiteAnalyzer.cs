using System.Collections.Immutable;
using ComfyTyped.Compiler.CallSites;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ComfyTyped.Compiler;

/// <summary>Says where C# uses a workflow what the server would say, or what would be lost.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CallSiteAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.CreateRange(CallSiteRules.All.SelectMany(rule => rule.Descriptors));

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(Start);
    }

    private static void Start(CompilationStartAnalysisContext context)
    {
        if (ComfySymbols.Of(context.Compilation) is not { } symbols)
            return;
        foreach (CallSiteRule rule in CallSiteRules.All)
            context.RegisterOperationAction(operation => rule.Check(new CallSite(operation, symbols)), rule.Kinds);
    }
}
