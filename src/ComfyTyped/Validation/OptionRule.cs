using ComfyTyped.CompilerServices;
using ComfyTyped.Core.Json;
using ComfyTyped.Core.Rules;

namespace ComfyTyped.Validation;

/// <summary>The value of a choice is one of its options; of several values, each is.</summary>
internal static class OptionRule
{
    public static void Check(CheckedNode node, InputSchema input, InputValue value, JsonNode literal, ProblemList problems)
    {
        foreach (string wrong in WrongOnes(input, value, literal))
        {
            problems.Add(ValidationProblemKind.NotAnOption, node, input, input.HasNoOptions
                ? $"'{wrong}' is not there: the server has no file for the input at all"
                : $"'{wrong}' is none of the {Math.Max(input.Options.Count, input.OptionTokens.Count)} known options");
        }
    }

    /// <summary>The key of a dynamic combo is one of its cases.</summary>
    public static void CheckCase(CheckedNode node, InputSchema input, InputValue value, ProblemList problems)
    {
        if (input.Cases.Count > 0 && value.AsString() is { } key && !input.Cases.Any(option => option.Key == key))
        {
            problems.Add(
                ValidationProblemKind.NotAnOption,
                node,
                input,
                $"'{key}' is none of the {input.Cases.Count} known options; a server that does not know it either takes it, and the node fails when it runs");
        }
    }

    /// <summary>Whether there is a list of options to look through, if an empty one.</summary>
    public static bool HasList(InputSchema input) => input.HasNoOptions || input.Options.Count > 0 || input.OptionTokens.Count > 0;

    /// <summary>A file that the run brings along is on no list yet.</summary>
    private static IEnumerable<string> WrongOnes(InputSchema input, InputValue value, JsonNode literal)
    {
        if (value.File is not null || !HasList(input))
            return [];
        IEnumerable<JsonNode> choices = input.IsMultiple && literal is JsonArray several ? several.Items : [literal];
        return choices.Where(choice => !IsOption(input, choice)).Select(TextOf);
    }

    private static bool IsOption(InputSchema input, JsonNode choice) =>
        !input.HasNoOptions
        && (input.Options.Count == 0 || (choice is JsonString text && input.Options.Contains(text.Unescape(), StringComparer.Ordinal)))
        && (input.OptionTokens.Count == 0 || input.OptionTokens.Any(option => OptionToken.Is(choice, option)));

    private static string TextOf(JsonNode choice) => choice is JsonString text ? text.Unescape() : JsonMinifier.Minify(choice);
}
