using ComfyTyped.Compiler.Diagnostics;
using ComfyTyped.Compiler.Json;
using ComfyTyped.Compiler.Models;

namespace ComfyTyped.Compiler.Rules;

/// <summary>The server can convert a number input's value with Python's <c>int()</c> or <c>float()</c>.</summary>
internal sealed class ValueConverts() : LiteralRule(RuleDescriptors.WrongLiteralType)
{
    // An array that means to be a link has a rule of its own.
    protected override Finding? Check(LiteralInput input) => input.Spec.Kind switch
    {
        _ when input.IsBadLink => null,
        InputKind.Int when !IsInt(input.Literal) => Report(input.Span, input.Shown, input.Name, "INT"),
        InputKind.Float when !IsFloat(input.Literal) => Report(input.Span, input.Shown, input.Name, "FLOAT"),
        _ => null,
    };

    private static bool IsInt(JsonNode literal) => literal switch
    {
        JsonNumber number => !PythonNumber.IsNotFinite(number),
        JsonString text => PythonNumber.IsInteger(text.Unescape()),
        _ => literal is JsonBoolean,
    };

    private static bool IsFloat(JsonNode literal) => literal switch
    {
        JsonString text => PythonNumber.IsFloat(text.Unescape()),
        _ => literal is JsonNumber or JsonBoolean,
    };
}
