using ComfyTyped.Compiler.Diagnostics;
using ComfyTyped.Compiler.Models;
using ComfyTyped.Core.Json;
using ComfyTyped.Core.Rules;

namespace ComfyTyped.Compiler.Rules;

/// <summary>The server's conversion to the declared type does not change what a value says.</summary>
internal sealed class ValueKeepsItsMeaning() : LiteralRule(RuleDescriptors.LossyCoercion)
{
    private static readonly HashSet<string> SaysNo =
        new(StringComparer.OrdinalIgnoreCase) { "false", "0", "no", "off", "none", "null", "disable", "disabled" };

    protected override Finding? Check(LiteralInput input) =>
        MadeOf(input.Spec.Kind, input.Literal) is { } made
            ? Report(input.Span, input.Shown, input.Name, made) with { Replacement = Meant(input.Spec.Kind, made) }
            : null;

    /// <summary>What says plainly what the author meant: the whole number that the server takes, or false.</summary>
    private static string? Meant(InputKind kind, string made) => kind switch
    {
        InputKind.Int => made,
        InputKind.Boolean => "false",
        _ => null,
    };

    private static string? MadeOf(InputKind kind, JsonNode literal) => (kind, literal) switch
    {
        (InputKind.Int, JsonNumber number) when !PythonNumber.IsNotFinite(number) && PythonNumber.HasFraction(number) =>
            PythonNumber.TokenOf(number, isInt: true),
        (InputKind.Boolean, JsonString text) when SaysNo.Contains(text.Unescape().Trim()) => "true",
        (InputKind.String, JsonNull) => "the text 'None'",
        (InputKind.String, JsonBoolean boolean) => boolean.Value ? "the text 'True'" : "the text 'False'",
        _ => null,
    };
}
