using ComfyTyped.Compiler.Diagnostics;
using ComfyTyped.Compiler.Json;
using ComfyTyped.Compiler.Models;

namespace ComfyTyped.Compiler.Rules;

/// <summary>The value of a choice is one of its options.</summary>
internal sealed class ValueIsAnOption() : LiteralRule(RuleDescriptors.ValueNotAnOption)
{
    protected override Finding? Check(LiteralInput input) =>
        !IsClosedList(input.Spec) || input.IsOfDynamicCombo || input.IsBadLink
        || input.Spec.Options.Any(option => OptionToken.Is(input.Literal, option))
            ? null
            : Report(input.Span, input.Shown, input.Name, Hint(input) + BuiltIn.Note(input.Node));

    private static bool IsClosedList(InputSpec spec) =>
        spec.Kind is InputKind.Choice or InputKind.File && spec is { TakesOtherFiles: false, Options.Count: > 0 };

    private static string Hint(LiteralInput input)
    {
        string value = input.Literal is JsonString text ? text.Unescape() : JsonMinifier.Minify(input.Literal);
        string[] options = input.Spec.Options.Select(OptionToken.Text).ToArray();
        string? sameButSlashes = options.FirstOrDefault(option => option.Replace('\\', '/') == value.Replace('\\', '/'));
        return sameButSlashes is null ? Nearest.Hint(value, options)
            : sameButSlashes == value ? $"; the option is {(input.Literal is JsonString ? "not a string" : "a string")}"
            : $"; the server spells it '{sameButSlashes}', with the other slash";
    }
}
