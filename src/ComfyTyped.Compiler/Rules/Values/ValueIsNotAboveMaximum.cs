using ComfyTyped.Compiler.Diagnostics;
using ComfyTyped.Core.Rules;

namespace ComfyTyped.Compiler.Rules;

/// <summary>A number is not above the declared bound.</summary>
internal sealed class ValueIsNotAboveMaximum() : LiteralRule(RuleDescriptors.ValueAboveMaximum)
{
    protected override Finding? Check(LiteralInput input) =>
        input.Spec.Max is { } bound
        && PythonNumber.TokenFor(input.Literal, input.Spec.Type) is { } value
        && PythonNumber.Compare(value, bound) > 0
            ? Report(input.Span, input.Shown, input.Name, bound, BuiltIn.Note(input.Node)) with { Replacement = bound }
            : null;
}
