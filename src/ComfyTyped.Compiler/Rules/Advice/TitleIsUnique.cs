using ComfyTyped.Compiler.Diagnostics;

namespace ComfyTyped.Compiler.Rules;

/// <summary>A title that an author chose names one property, so it names one node.</summary>
internal sealed class TitleIsUnique() : WorkflowRule(RuleDescriptors.DuplicateTitle)
{
    public override IEnumerable<Finding> Check(RuleContext context) => context.Nodes
        .Where(HasCustomTitle)
        .GroupBy(node => node.Node.Title!.Trim(), StringComparer.Ordinal)
        .SelectMany(group => group
            .Skip(1)
            .Where(node => IsChosen(node, group.First()))
            .Select(node => Report(node.Node.TitleSpan!.Value, group.Key, group.First().Node.Id)));

    /// <summary>What nodes of one unknown class have in common is probably the title that the editor gave them.</summary>
    private static bool IsChosen(CheckedNode node, CheckedNode first) => node.Declaration is not null || node.ClassType != first.ClassType;

    private static bool HasCustomTitle(CheckedNode node) =>
        node.Node.Title?.Trim() is { Length: > 0 } title
        && title != node.ClassType
        && title != node.Declaration?.Class.DisplayName?.Trim();
}
