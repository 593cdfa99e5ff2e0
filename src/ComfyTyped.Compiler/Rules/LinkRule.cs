using Microsoft.CodeAnalysis;

namespace ComfyTyped.Compiler.Rules;

/// <summary>A rule of each link into an executed node.</summary>
internal abstract class LinkRule(DiagnosticDescriptor descriptor) : WorkflowRule(descriptor)
{
    public sealed override IEnumerable<Finding> Check(RuleContext context) => context.Nodes
        .Where(context.Executed.Contains)
        .SelectMany(node => node.Links)
        .Select(link => Check(link, context.Find(link.Value.NodeId)))
        .OfType<Finding>();

    /// <param name="link">The link.</param>
    /// <param name="source">The node it comes from; null when the file lacks it.</param>
    /// <returns>What is wrong, or null.</returns>
    protected abstract Finding? Check(LinkInput link, CheckedNode? source);
}
