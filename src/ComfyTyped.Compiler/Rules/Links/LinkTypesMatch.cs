using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Compiler.Diagnostics;
using ComfyTyped.Compiler.Models;

namespace ComfyTyped.Compiler.Rules;

/// <summary>
/// The type of an output is that of the input it feeds; <c>*</c> goes with all, and unions go together when they share a member
/// (ComfyUI 0.8.0, <c>comfy_execution/validation.py</c>).
/// </summary>
internal sealed class LinkTypesMatch() : LinkRule(RuleDescriptors.LinkTypeMismatch)
{
    protected override Finding? Check(LinkInput link, CheckedNode? source)
    {
        if (source?.Declaration is not { } declaration || link.Spec is not { } input)
            return null;
        if (link.Value.SlotOf(declaration.Class.Outputs.Count) is not { } slot)
            return null;
        OutputSpec output = declaration.Class.Outputs[slot];
        return Fits(output.Type, input.Type)
            ? null
            : Report(link.Value.Span, link.Name, input.Type, $"{source.ClassType}[{link.SlotToken}]", output.Type, BuiltIn.Note(link.Node));
    }

    private static bool Fits(string output, string input) =>
        output == input || output == TypeName.Any || input == TypeName.Any
        || TypeName.Members(output).Intersect(TypeName.Members(input), StringComparer.Ordinal).Any();
}
