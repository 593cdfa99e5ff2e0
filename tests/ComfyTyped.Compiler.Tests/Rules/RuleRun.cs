using System.Collections.Immutable;
using System.Globalization;
using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Compiler.Rules;
using ComfyTyped.Compiler.Workflows;
using Microsoft.CodeAnalysis.Text;

namespace ComfyTyped.Compiler.Tests.Rules;

/// <summary>Runs all rules over a text, without a compiler around them.</summary>
internal static class RuleRun
{
    public static ImmutableArray<Finding> Check(SourceText workflow, params SourceText[] catalogs)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        ImmutableArray<CatalogIndex> indexes = [.. catalogs.Select(catalog => Assert.IsType<CatalogFile>(WorkflowFileParser.Parse(catalog, cancellationToken)).Index)];
        WorkflowGraph graph = Assert.IsType<WorkflowFile>(WorkflowFileParser.Parse(workflow, cancellationToken)).Graph;
        return [.. WorkflowRules.Check(new RuleContext(graph, new ProjectNodes(indexes), cancellationToken))];
    }

    public static string Message(Finding finding) => string.Format(
        CultureInfo.InvariantCulture, finding.Descriptor.MessageFormat.ToString(CultureInfo.InvariantCulture), [.. finding.Arguments]);
}
