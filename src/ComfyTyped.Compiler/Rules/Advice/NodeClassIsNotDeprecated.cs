using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Compiler.Diagnostics;

namespace ComfyTyped.Compiler.Rules;

/// <summary>A deprecated class goes away in a later version of its pack.</summary>
internal sealed class NodeClassIsNotDeprecated() : NodeRule(RuleDescriptors.DeprecatedNode)
{
    protected override IEnumerable<Finding> Check(CheckedNode node, NodeDeclaration declaration)
    {
        if (declaration.Class.IsDeprecated)
            yield return Report(node.Node.ClassTypeSpan, node.ClassType);
    }
}
