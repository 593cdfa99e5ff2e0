using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Compiler.Diagnostics;
using ComfyTyped.Core.Workflows;

namespace ComfyTyped.Compiler.Rules;

/// <summary>A link into an input that the class does not declare is handed to the node's function, which may fail on it.</summary>
internal sealed class LinkedInputIsDeclared() : NodeRule(RuleDescriptors.UnknownLinkedInput)
{
    protected override IEnumerable<Finding> Check(CheckedNode node, NodeDeclaration declaration) =>
        UndeclaredInputs.Of(node, declaration)
            .Where(input => input.Value is LinkValue)
            .Select(input => Report(input.NameSpan, node.ClassType, input.Name, BuiltIn.Note(node)));
}
