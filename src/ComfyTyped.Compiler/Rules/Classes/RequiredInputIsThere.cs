using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Compiler.Diagnostics;
using ComfyTyped.Compiler.Models;

namespace ComfyTyped.Compiler.Rules;

/// <summary>The server fills in no defaults: a required input must be in the file.</summary>
internal sealed class RequiredInputIsThere() : NodeRule(RuleDescriptors.RequiredInputMissing)
{
    protected override IEnumerable<Finding> Check(CheckedNode node, NodeDeclaration declaration)
    {
        foreach (InputSpec input in declaration.Class.Inputs)
        {
            if (input.IsRequired && !node.Node.Inputs.Any(given => given.Name == input.Name))
                yield return Report(node.Node.ClassTypeSpan, $"{node.ClassType}.{input.Name}", BuiltIn.Note(node));
        }
    }
}
