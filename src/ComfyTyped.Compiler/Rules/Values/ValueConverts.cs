using ComfyTyped.Compiler.Diagnostics;
using ComfyTyped.Core.Json;

namespace ComfyTyped.Compiler.Rules;

/// <summary>The server can convert a number input's value with Python's <c>int()</c> or <c>float()</c>.</summary>
internal sealed class ValueConverts() : LiteralRule(RuleDescriptors.WrongLiteralType)
{
    // An array that means to be a link has a rule of its own.
    protected override Finding? Check(LiteralInput input) =>
        input.IsBadLink ? null
        : (input.IsInt && !IsInt(input.Literal)) || (input.IsFloat && !IsFloat(input.Literal)) ? Report(input.Span, input.Shown, input.Name, input.Spec.Type)
        : null;

    private static bool IsInt(JsonNode literal) => literal switch
    {
        JsonNumber number => PythonNumber.HasInteger(number),
        JsonString text => PythonNumber.IsInteger(text.Unescape()),
        _ => literal is JsonBoolean,
    };

    private static bool IsFloat(JsonNode literal) => literal switch
    {
        JsonString text => PythonNumber.IsFloat(text.Unescape()),
        _ => literal is JsonNumber or JsonBoolean,
    };
}
