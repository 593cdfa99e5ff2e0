using ComfyTyped.Compiler.Diagnostics;

namespace ComfyTyped.Compiler.Rules;

/// <summary>A number is not above the declared bound.</summary>
internal sealed class ValueIsNotAboveMaximum() : LiteralRule(RuleDescriptors.ValueAboveMaximum)
{
    protected override Finding? Check(LiteralInput input) =>
        (input.IsInt || input.IsFloat)
        && input.Spec.Max is { } bound
        && PythonNumber.TokenOf(input.Literal, input.IsInt) is { } value
        && PythonNumber.Compare(value, bound) > 0
            ? Report(input.Span, input.Shown, input.Name, bound, BuiltIn.Note(input.Node)) with { Replacement = bound }
            : null;
}
