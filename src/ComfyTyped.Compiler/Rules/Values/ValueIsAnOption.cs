using ComfyTyped.Compiler.Diagnostics;
using ComfyTyped.Compiler.Models;
using ComfyTyped.Core;
using ComfyTyped.Core.Json;
using ComfyTyped.Core.Rules;

namespace ComfyTyped.Compiler.Rules;

/// <summary>The value of a choice is one of its options; where several are chosen, each is.</summary>
internal sealed class ValueIsAnOption() : LiteralRule(RuleDescriptors.ValueNotAnOption)
{
    protected override Finding? Check(LiteralInput input) =>
        IsClosedList(input.Spec) && !input.IsBadLink
        && Choices(input).FirstOrDefault(choice => !input.Spec.Options.Any(option => OptionToken.Is(choice.Literal, option))) is { } wrong
            ? Report(wrong)
            : null;

    private static IEnumerable<LiteralInput> Choices(LiteralInput input) => input is { Spec.Kind: InputKind.Choices, Literal: JsonArray list }
        ? list.Items.Select(item => input with { Literal = item })
        : [input];

    private static string Note(LiteralInput input) =>
        input.Spec.Cases.Count == 0 ? "" : " (the server does not notice, and the node fails when it runs)";

    /// <summary>Files come and go without a restart of the server.</summary>
    private static string FileNote(LiteralInput input) =>
        input.Spec.Kind == InputKind.File && !input.Node.IsBuiltIn ? " (the catalog may be older than the server's files)" : "";

    private static bool IsClosedList(InputSpec spec) =>
        spec.Kind is InputKind.Choice or InputKind.Choices or InputKind.File && spec is { TakesOtherFiles: false, Options.Count: > 0 };

    private Finding Report(LiteralInput input)
    {
        string value = input.Literal is JsonString text ? text.Unescape() : JsonMinifier.Minify(input.Literal);
        string[] options = input.Spec.Options.Select(OptionToken.Text).ToArray();
        string? sameButSlashes = options.FirstOrDefault(option => option.Replace('\\', '/') == value.Replace('\\', '/'));
        string? meant = sameButSlashes ?? (input.Spec.Kind == InputKind.File ? Nearest.OfFiles(value, options) : Nearest.Of(value, options));
        string hint = meant is null ? ""
            : sameButSlashes is null ? $"; did you mean '{meant}'?"
            : sameButSlashes == value ? $"; the option is {(input.Literal is JsonString ? "not a string" : "a string")}"
            : $"; the server spells it '{sameButSlashes}', with the other slash";
        return Report(input.Span, input.Shown, input.Name, Note(input) + hint + (sameButSlashes is null ? FileNote(input) : "") + BuiltIn.Note(input.Node)) with
        {
            Replacement = input.Spec.Options.FirstOrDefault(option => OptionToken.Text(option) == meant),
        };
    }
}
