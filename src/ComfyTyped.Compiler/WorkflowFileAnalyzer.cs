using System.Collections.Immutable;
using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Compiler.Diagnostics;
using ComfyTyped.Compiler.Pipeline;
using ComfyTyped.Compiler.Rules;
using ComfyTyped.Core.Workflows;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace ComfyTyped.Compiler;

/// <summary>Says in the workflow files what the server would say of them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WorkflowFileAnalyzer : DiagnosticAnalyzer
{
    // The host keeps what this returns as long as the file's text does not change.
    private static readonly AdditionalTextValueProvider<ParsedFile> Parser = new(Parse);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.CreateRange(WorkflowRules.All.Select(rule => rule.Descriptor));

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(Start);
    }

    private static void Start(CompilationStartAnalysisContext context)
    {
        var files = new Dictionary<AdditionalText, ParsedFile>();
        var catalogs = new List<FoundCatalog>();
        foreach (AdditionalText file in context.Options.AdditionalFiles.Where(InputFile.IsJson))
        {
            InputFile input = InputFile.Read((file, context.Options.AnalyzerConfigOptionsProvider), context.CancellationToken);
            if (!context.TryGetValue(file, Parser, out ParsedFile? parsed) || !input.Accepts(parsed))
                continue;
            files[file] = parsed;
            if (parsed is CatalogFile catalog)
                catalogs.Add(new FoundCatalog(file.Path, input.IsCatalog, catalog.Index));
        }

        var classes = new ProjectNodes(FoundCatalog.InOrder(catalogs));
        context.RegisterAdditionalFileAction(file => Check(file, files, classes));
    }

    private static void Check(AdditionalFileAnalysisContext context, Dictionary<AdditionalText, ParsedFile> files, ProjectNodes classes)
    {
        if (!files.TryGetValue(context.AdditionalFile, out ParsedFile? parsed) || parsed is not WorkflowFile workflow)
            return;
        if (context.AdditionalFile.GetText(context.CancellationToken) is not { } text)
            return;
        foreach (Finding finding in WorkflowRules.Check(new RuleContext(workflow.Graph, classes, context.CancellationToken)))
        {
            TextSpan span = finding.Span.ToTextSpan();
            var place = Location.Create(context.AdditionalFile.Path, span, text.Lines.GetLinePositionSpan(span));
            context.ReportDiagnostic(Diagnostic.Create(finding.Descriptor, place, PropertiesOf(finding, text), finding.Arguments.ToArray<object>()));
        }
    }

    /// <summary>A string replaces only a string that is one as it stands: in JSON that is inside a string itself it would need escapes.</summary>
    private static ImmutableDictionary<string, string?> PropertiesOf(Finding finding, SourceText text) =>
        finding.Replacement is null || (finding.Replacement[0] == '"' && text[finding.Span.Start] != '"')
            ? ImmutableDictionary<string, string?>.Empty
            : ImmutableDictionary<string, string?>.Empty.Add(FixProperties.Replacement, finding.Replacement);

    private static ParsedFile Parse(AdditionalText file) =>
        WorkflowFileParser.Parse(file.GetText() ?? SourceText.From(""), CancellationToken.None);
}
