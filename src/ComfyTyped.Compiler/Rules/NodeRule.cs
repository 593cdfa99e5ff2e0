using ComfyTyped.Compiler.Catalog;
using Microsoft.CodeAnalysis;

namespace ComfyTyped.Compiler.Rules;

/// <summary>A rule of each executed node whose class is known.</summary>
internal abstract class NodeRule(DiagnosticDescriptor descriptor) : WorkflowRule(descriptor)
{
    public sealed override IEnumerable<Finding> Check(RuleContext context) => context.Nodes
        .Where(context.Executed.Contains)
        .SelectMany(node => node.Declaration is { } declaration ? Check(node, declaration) : Enumerable.Empty<Finding>());

    protected abstract IEnumerable<Finding> Check(CheckedNode node, NodeDeclaration declaration);
}
