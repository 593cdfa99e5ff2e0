using ComfyTyped.CompilerServices;

namespace ComfyTyped.Validation;

/// <summary>The value of a choice is one of its options; of several values, each is.</summary>
internal static class OptionRule
{
    public static void Check(CheckedNode node, InputSchema input, InputValue value, ProblemList problems)
    {
        foreach (string wrong in WrongOnes(input, value))
        {
            problems.Add(ValidationProblemKind.NotAnOption, node, input, input.HasNoOptions
                ? $"'{wrong}' is not there: the server has no file for the input at all"
                : $"'{wrong}' is none of the {Math.Max(input.Options.Count, input.OptionTokens.Count)} known options");
        }
        if (input.Cases.Count > 0 && value.AsString() is { } key && !input.Cases.Any(option => option.Key == key))
        {
            problems.Add(
                ValidationProblemKind.NotAnOption,
                node,
                input,
                $"'{key}' is none of the {input.Cases.Count} known options; a server that does not know it either takes it, and the node fails when it runs");
        }
    }

    private static IEnumerable<string> WrongOnes(InputSchema input, InputValue value)
    {
        if (input.Options.Count > 0 && value.AsStrings() is { } several)
            return several.Where(item => !input.Options.Contains(item, StringComparer.Ordinal));
        return value.AsOption() is { } option && !IsOption(input, value) ? [option] : [];
    }

    private static bool IsOption(InputSchema input, InputValue value) =>
        !input.HasNoOptions
        && (input.Options.Count == 0 || (value.AsString() is { } text && input.Options.Contains(text, StringComparer.Ordinal)))
        && (input.OptionTokens.Count == 0 || OptionToken.IsAmong(value, input.OptionTokens));
}
