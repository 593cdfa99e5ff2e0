using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Compiler.Diagnostics;
using ComfyTyped.Compiler.Models;

namespace ComfyTyped.Compiler.Rules;

/// <summary>The server fills in no defaults: a required input must be in the file.</summary>
internal sealed class RequiredInputIsThere() : NodeRule(RuleDescriptors.RequiredInputMissing)
{
    protected override IEnumerable<Finding> Check(CheckedNode node, NodeDeclaration declaration)
    {
        foreach (InputSpec input in node.Inputs)
        {
            if (input.IsRequired && !node.Node.Inputs.Any(given => given.Name == input.Name))
                yield return Report(node.Node.ClassTypeSpan, $"{node.ClassType}.{input.Name}", Note(input) + BuiltIn.Note(node));
        }
    }

    private static string Note(InputSpec input) =>
        input.IsMember ? " (servers before ComfyUI 0.10 do without it)"
        : input.Cases.Count > 0 ? " (the server does not notice, and the node fails when it runs)"
        : "";
}
