using System.Collections.Immutable;
using ComfyTyped.Compiler.Tests.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace ComfyTyped.Compiler.Tests.CallSites;

/// <summary>Checks what the rules say of C# in which guillemets mark the places where they should speak.</summary>
internal static class CallSiteText
{
    private static readonly Lazy<CSharpCompilation> Workflows =
        new(() => GeneratorRun.Of(SharedWorkflows.File("text_to_image.json"), SharedWorkflows.File("lora_chain.json")).Compilation);

    /// <summary>A compilation that has the shared workflows.</summary>
    public static CSharpCompilation Project => Workflows.Value;

    /// <summary>A method of a class that has a client and a workflow.</summary>
    public static string Method(string body, string signature = "void Method()") => $$"""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;
        using ComfyTyped;
        using MyApp.Workflows;

        class Program(ComfyClient comfy, TextToImage workflow)
        {
            {{signature}}
            {
                {{body}}
            }

            string Use(object value) => comfy.ToString() + workflow.ToString() + value;
        }
        """;

    /// <summary>The rules speak at each mark, over its whole length, and nowhere else; returns what they say.</summary>
    public static async Task<string[]> Verify(string markedSource, string id)
    {
        (string text, TextSpan[] expected) = Unmark(markedSource);
        ImmutableArray<Diagnostic> diagnostics = await Check(text);
        Assert.Equal(expected.Select(span => text.Substring(span.Start, span.Length)), diagnostics.Select(diagnostic => text.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length)));
        Assert.Equal(expected, diagnostics.Select(diagnostic => diagnostic.Location.SourceSpan));
        Assert.All(diagnostics, diagnostic => Assert.Equal(id, diagnostic.Id));
        return [.. diagnostics.Select(diagnostic => diagnostic.GetMessage())];
    }

    /// <summary>What the rules say of code that compiles.</summary>
    public static Task<ImmutableArray<Diagnostic>> Check(string source) => Check(Project, source);

    public static Task<ImmutableArray<Diagnostic>> Check(CSharpCompilation project, string source)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(source, GeneratorRun.ParseOptions, "/src/MyApp/Program.cs", cancellationToken: TestContext.Current.CancellationToken);
        SemanticModel model = project.AddSyntaxTrees(tree).GetSemanticModel(tree);
        Assert.Empty(model.GetDiagnostics(cancellationToken: TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return Check(model);
    }

    /// <summary>What the rules say of one file, whether it compiles or not.</summary>
    public static async Task<ImmutableArray<Diagnostic>> Check(SemanticModel model)
    {
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]),
            onAnalyzerException: (exception, _, _) => throw exception,
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false);
        ImmutableArray<Diagnostic> diagnostics = await new CompilationWithAnalyzers(model.Compilation, [new CallSiteAnalyzer()], options)
            .GetAnalyzerSemanticDiagnosticsAsync(model, null, TestContext.Current.CancellationToken);
        return [.. diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan)];
    }

    private static (string Text, TextSpan[] Marks) Unmark(string marked)
    {
        var spans = new List<TextSpan>();
        for (int open = marked.IndexOf('«', StringComparison.Ordinal); open >= 0; open = marked.IndexOf('«', open + 1))
            spans.Add(new TextSpan(open - (2 * spans.Count), marked.IndexOf('»', open) - open - 1));
        return (marked.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal), [.. spans]);
    }
}
