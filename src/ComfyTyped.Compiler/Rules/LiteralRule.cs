using Microsoft.CodeAnalysis;

namespace ComfyTyped.Compiler.Rules;

/// <summary>A rule of each declared literal of an executed node.</summary>
internal abstract class LiteralRule(DiagnosticDescriptor descriptor) : WorkflowRule(descriptor)
{
    public sealed override IEnumerable<Finding> Check(RuleContext context) => context.Nodes
        .Where(context.Executed.Contains)
        .SelectMany(node => node.Literals)
        .Select(Check)
        .OfType<Finding>();

    /// <returns>What is wrong, or null.</returns>
    protected abstract Finding? Check(LiteralInput input);
}
