using ComfyTyped.Compiler.Diagnostics;
using ComfyTyped.Core.Rules;

namespace ComfyTyped.Compiler.Rules;

/// <summary>The server can convert a number input's value with Python's <c>int()</c> or <c>float()</c>.</summary>
internal sealed class ValueConverts() : LiteralRule(RuleDescriptors.WrongLiteralType)
{
    // An array that means to be a link has a rule of its own.
    protected override Finding? Check(LiteralInput input) =>
        input.IsBadLink ? null
        : (input.IsInt || input.IsFloat) && !PythonNumber.Converts(input.Literal, input.IsInt) ? Report(input.Span, input.Shown, input.Name, input.Spec.Type)
        : null;
}
