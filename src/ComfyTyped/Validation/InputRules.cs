using ComfyTyped.CompilerServices;

namespace ComfyTyped.Validation;

/// <summary>What is wrong with the values of one node.</summary>
internal static class InputRules
{
    public static void Check(ComfyNode node, ProblemList problems)
    {
        InputSchema?[] inputs = SelectedInputs.Of(node.Schema, node.Values);
        for (int index = 0; index < inputs.Length; index++)
        {
            // What belongs to another case of a dynamic combo is ignored by the server.
            if (inputs[index] is not { } input)
                continue;
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

        if (input.IsMember)
        {
            problems.Add(
                ValidationProblemKind.RequiredInputMissing,
                node,
                input,
                "the input holds nothing; ComfyUI 0.10 and later require it, older servers do not",
                ValidationSeverity.Warning);
            return;
        }

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
        if (input.Cases.Count > 0 && value.AsString() is { } key && !input.Cases.Any(option => option.Key == key))
        {
            problems.Add(
                ValidationProblemKind.NotAnOption,
                node,
                input,
                $"'{key}' is none of the {input.Cases.Count} known options; a server that does not know it either takes it, and the node fails when it runs");
        }
    }
}
