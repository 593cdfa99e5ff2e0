using System.Collections.Immutable;
using ComfyTyped.Compiler.Tests.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ComfyTyped.Compiler.Tests.Rules;

/// <summary>Runs the analyzer in the compiler, as a build does.</summary>
internal static class AnalyzerRun
{
    public static async Task<ImmutableArray<Diagnostic>> Of(params InMemoryFile[] files)
    {
        CSharpCompilation compilation = CSharpCompilation.Create("MyApp", options: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([.. files], new InMemoryOptions(GeneratorRun.DefaultProperties)),
            onAnalyzerException: (exception, _, _) => throw exception,
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false);
        ImmutableArray<Diagnostic> diagnostics = await new CompilationWithAnalyzers(compilation, [new WorkflowFileAnalyzer()], options)
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan)];
    }
}
