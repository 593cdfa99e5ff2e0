using ComfyTyped.Compiler.Diagnostics;
using ComfyTyped.Compiler.Models;

namespace ComfyTyped.Compiler.Rules;

/// <summary>The server takes every array in an input for a link: an id in quotes and a slot number.</summary>
internal sealed class ArrayIsLink() : LiteralRule(RuleDescriptors.BadLink)
{
    protected override Finding? Check(LiteralInput input) =>
        input.IsBadLink && input.Spec.Kind != InputKind.Any ? Report(input.Span, input.Name, input.Shown) : null;
}
