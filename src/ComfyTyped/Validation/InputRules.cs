using ComfyTyped.CompilerServices;

namespace ComfyTyped.Validation;

/// <summary>What is wrong with the values of one node.</summary>
internal static class InputRules
{
    public static void Check(ComfyNode node, ProblemList problems)
    {
        InputSchema[] inputs = node.Schema.Inputs;
        for (int index = 0; index < inputs.Length; index++)
        {
            InputSchema input = inputs[index];
            InputValue value = node.ValueOf(index);
            if (!value.IsSet)
                CheckMissing(node, input, problems);
            else if (!value.IsLink)
                CheckLiteral(node, input, value, problems);
        }
    }

    private static void CheckMissing(ComfyNode node, InputSchema input, ProblemList problems)
    {
        if (!input.IsRequired)
            return;

        // The server that the file was exported from may not know the input yet, or not as a required one.
        bool isOfFile = node.IsOfFile && !node.FileHas(input.Name);
        problems.Add(
            ValidationProblemKind.RequiredInputMissing,
            node,
            input,
            isOfFile ? "the catalog requires the input, and the workflow file does not have it" : "the input is required and holds nothing",
            isOfFile ? ValidationSeverity.Warning : ValidationSeverity.Error);
    }

    private static void CheckLiteral(ComfyNode node, InputSchema input, InputValue value, ProblemList problems)
    {
        if (input.Min is not null && NumberBound.Compare(input, value, input.Min) < 0)
            problems.Add(ValidationProblemKind.OutOfRange, node, input, $"{value} is below the minimum, {input.Min}");
        if (input.Max is not null && NumberBound.Compare(input, value, input.Max) > 0)
            problems.Add(ValidationProblemKind.OutOfRange, node, input, $"{value} is above the maximum, {input.Max}");
        if (input.Options.Count > 0 && value.AsString() is { } option && !input.Options.Contains(option, StringComparer.Ordinal))
            problems.Add(ValidationProblemKind.NotAnOption, node, input, $"'{option}' is none of the {input.Options.Count} known options");
        foreach (string item in input.Options.Count > 0 ? value.AsStrings() ?? [] : [])
        {
            if (!input.Options.Contains(item, StringComparer.Ordinal))
                problems.Add(ValidationProblemKind.NotAnOption, node, input, $"'{item}' is none of the {input.Options.Count} known options");
        }
        if (input.OptionTokens.Count > 0 && !OptionToken.IsAmong(value, input.OptionTokens))
            problems.Add(ValidationProblemKind.NotAnOption, node, input, $"'{value}' is none of the {input.OptionTokens.Count} known options");
    }
}
