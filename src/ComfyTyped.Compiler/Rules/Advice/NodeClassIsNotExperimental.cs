using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Compiler.Diagnostics;

namespace ComfyTyped.Compiler.Rules;

/// <summary>An experimental class may change in the next version of its pack.</summary>
internal sealed class NodeClassIsNotExperimental() : NodeRule(RuleDescriptors.ExperimentalNode)
{
    protected override IEnumerable<Finding> Check(CheckedNode node, NodeDeclaration declaration)
    {
        if (declaration.Class.IsExperimental)
            yield return Report(node.Node.ClassTypeSpan, node.ClassType);
    }
}
