using ComfyTyped.Compiler.Diagnostics;
using ComfyTyped.Compiler.Models;

namespace ComfyTyped.Compiler.Rules;

/// <summary>A number is not above the declared bound.</summary>
internal sealed class ValueIsNotAboveMaximum() : LiteralRule(RuleDescriptors.ValueAboveMaximum)
{
    protected override Finding? Check(LiteralInput input) =>
        input.Spec is { Kind: InputKind.Int or InputKind.Float, Max: { } bound }
        && PythonNumber.TokenOf(input.Literal, input.Spec.Kind == InputKind.Int) is { } value
        && PythonNumber.Compare(value, bound) > 0
            ? Report(input.Span, input.Shown, input.Name, bound, BuiltIn.Note(input.Node)) with { Replacement = bound }
            : null;
}
