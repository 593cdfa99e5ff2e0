using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Compiler.Diagnostics;

namespace ComfyTyped.Compiler.Rules;

/// <summary>A run of an API node calls a service that costs money.</summary>
internal sealed class NodeClassIsFree() : NodeRule(RuleDescriptors.PaidNode)
{
    protected override IEnumerable<Finding> Check(CheckedNode node, NodeDeclaration declaration)
    {
        if (declaration.IsPaid)
            yield return Report(node.Node.ClassTypeSpan, node.ClassType);
    }
}
