using System.Collections.Immutable;
using System.Globalization;
using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Compiler.Pipeline;
using ComfyTyped.Compiler.Rules;
using ComfyTyped.Core.Workflows;
using Microsoft.CodeAnalysis.Text;

namespace ComfyTyped.Compiler.Tests.Rules;

/// <summary>Runs all rules over a text, without a compiler around them.</summary>
internal static class RuleRun
{
    public static ImmutableArray<Finding> Check(SourceText workflow, params SourceText[] catalogs)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        WorkflowGraph graph = Assert.IsType<WorkflowFile>(WorkflowFileParser.Parse(workflow, cancellationToken)).Graph;
        return Check(graph, new ProjectNodes([.. catalogs.Select(Index)]));
    }

    public static ImmutableArray<Finding> Check(WorkflowGraph graph, ProjectNodes classes) =>
        [.. WorkflowRules.Check(new RuleContext(graph, classes, TestContext.Current.CancellationToken))];

    public static CatalogIndex Index(SourceText catalog) =>
        Assert.IsType<CatalogFile>(WorkflowFileParser.Parse(catalog, TestContext.Current.CancellationToken)).Index;

    public static string Message(Finding finding) => string.Format(
        CultureInfo.InvariantCulture, finding.Descriptor.MessageFormat.ToString(CultureInfo.InvariantCulture), [.. finding.Arguments]);
}
