using ComfyTyped.Compiler.Diagnostics;

namespace ComfyTyped.Compiler.Rules;

/// <summary>A node is executed when its outputs lead to an output node; others are dead weight.</summary>
internal sealed class NodeFeedsAnOutput() : WorkflowRule(RuleDescriptors.NodeFeedsNoOutput)
{
    public override IEnumerable<Finding> Check(RuleContext context) => context.Nodes
        .Where(node => !context.Executed.Contains(node))
        .Select(node => Report(node.Node.IdSpan, node.Node.Id, node.ClassType));
}
