using Microsoft.CodeAnalysis;

namespace ComfyTyped.Compiler.Rules;

/// <summary>A rule of each declared literal of an executed node; placeholders that a template engine fills are no values yet.</summary>
internal abstract class LiteralRule(DiagnosticDescriptor descriptor) : WorkflowRule(descriptor)
{
    public sealed override IEnumerable<Finding> Check(RuleContext context) => context.Nodes
        .Where(context.Executed.Contains)
        .SelectMany(node => node.Literals)
        .Where(literal => !Placeholder.Is(literal.Literal))
        .Select(Check)
        .OfType<Finding>();

    /// <returns>What is wrong, or null.</returns>
    protected abstract Finding? Check(LiteralInput input);
}
