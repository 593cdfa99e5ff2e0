using ComfyTyped.Compiler.Diagnostics;
using ComfyTyped.Core.Rules;

namespace ComfyTyped.Compiler.Rules;

/// <summary>A number is not below the declared bound.</summary>
internal sealed class ValueIsNotBelowMinimum() : LiteralRule(RuleDescriptors.ValueBelowMinimum)
{
    protected override Finding? Check(LiteralInput input) =>
        input.Spec.Min is { } bound
        && PythonNumber.TokenFor(input.Literal, input.Spec.Type) is { } value
        && PythonNumber.Compare(value, bound) < 0
            ? Report(input.Span, input.Shown, input.Name, bound, BuiltIn.Note(input.Node)) with { Replacement = bound }
            : null;
}
