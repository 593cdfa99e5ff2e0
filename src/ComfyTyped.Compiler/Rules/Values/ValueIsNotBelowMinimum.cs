using ComfyTyped.Compiler.Diagnostics;
using ComfyTyped.Compiler.Models;

namespace ComfyTyped.Compiler.Rules;

/// <summary>A number is not below the declared bound.</summary>
internal sealed class ValueIsNotBelowMinimum() : LiteralRule(RuleDescriptors.ValueBelowMinimum)
{
    protected override Finding? Check(LiteralInput input) =>
        input.Spec is { Kind: InputKind.Int or InputKind.Float, Min: { } bound }
        && PythonNumber.TokenOf(input.Literal, input.Spec.Kind == InputKind.Int) is { } value
        && PythonNumber.Compare(value, bound) < 0
            ? Report(input.Span, input.Shown, input.Name, bound, BuiltIn.Note(input.Node)) with { Replacement = bound }
            : null;
}
