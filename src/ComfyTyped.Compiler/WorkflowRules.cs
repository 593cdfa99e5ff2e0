using System.Collections.Immutable;
using ComfyTyped.Compiler.Rules;

namespace ComfyTyped.Compiler;

/// <summary>All rules of workflow files, in the order of their ids.</summary>
internal static class WorkflowRules
{
    public static ImmutableArray<WorkflowRule> All { get; } = ImmutableArray.Create<WorkflowRule>(
        new NodeClassIsKnown(),
        new RequiredInputIsThere(),
        new LinkedNodeIsThere(),
        new SlotIsThere(),
        new LinkTypesMatch(),
        new ValueIsNotBelowMinimum(),
        new ValueIsNotAboveMaximum(),
        new ValueIsAnOption(),
        new ValueConverts(),
        new ValueKeepsItsMeaning(),
        new ArrayIsLink(),
        new SomeNodeIsOutput(),
        new LinksGoOneWay(),
        new LinkedInputIsDeclared(),
        new LiteralInputIsDeclared(),
        new NodeClassIsCore(),
        new FileIsListed(),
        new NodeFeedsAnOutput(),
        new TitleIsUnique(),
        new NodeClassIsNotDeprecated(),
        new NodeClassIsNotExperimental(),
        new NodeClassIsFree(),
        new ValueIsNoSecret(),
        new PathIsRelative(),
        new NodeIdIsUnique(),
        new LiteralIsNoLink());

    public static IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (WorkflowRule rule in All)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            foreach (Finding finding in rule.Check(context))
                yield return finding;
        }
    }
}
