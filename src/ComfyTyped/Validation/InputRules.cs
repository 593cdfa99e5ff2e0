using ComfyTyped.CompilerServices;
using ComfyTyped.Core.Rules;

namespace ComfyTyped.Validation;

/// <summary>What is wrong with the values of one node.</summary>
internal static class InputRules
{
    public static void Check(WorkflowGraph graph, CheckedNode node, ProblemList problems)
    {
        InputSchema?[] inputs = SelectedInputs.Of(node.Schema, node.Values);
        for (int index = 0; index < inputs.Length; index++)
        {
            InputValue value = node.Values[index];
            if (inputs[index] is not { } input)
                CheckOtherCase(node, inputs, node.Schema.Inputs[index], value, problems);
            else if (!value.IsSet)
                CheckMissing(graph, node, input, problems);
            else if (input.IsUnknown)
                CheckUnknown(node, input, value, problems);
            else if (!value.IsLink)
                CheckLiteral(node, input, value, problems);
        }
    }

    /// <summary>What is wrong with a literal.</summary>
    public static void CheckLiteral(CheckedNode node, InputSchema input, InputValue value, ProblemList problems)
    {
        if (value.Token is { IsBadLink: true } && node.Schema.IsKnown && !input.IsMultiple && input.Type != LinkTypes.Any)
        {
            problems.AddBadLink(node, input, value);
            return;
        }
        if (node.Schema.IsKnown && LinkTypes.IsLinkOnly(input.Type))
        {
            if (input.IsRequired || !value.IsNull)
                problems.Add(ValidationProblemKind.WrongType, node, input, $"'{value}' stands where a link to {input.Type} is needed", ValidationSeverity.Warning);
            return;
        }
        bool isInt = input.Type == "INT";
        bool isNumber = isInt || input.Type == "FLOAT";
        bool isBounded = input.Min is not null || input.Max is not null;
        OptionRule.CheckCase(node, input, value, problems);

        // Of most inputs, long texts among them, there is nothing to say.
        if (!(isNumber || isBounded || OptionRule.HasList(input)) || Literals.Of(value) is not { } literal)
            return;
        if (isNumber && !PythonNumber.Converts(literal, isInt))
        {
            problems.Add(ValidationProblemKind.WrongType, node, input, $"'{value}' is no {input.Type}");
            return;
        }
        if (isBounded && PythonNumber.TokenFor(literal, input.Type) is { } number)
        {
            if (input.Min is not null && PythonNumber.Compare(number, input.Min) < 0)
                problems.Add(ValidationProblemKind.OutOfRange, node, input, $"{value} is below the minimum, {input.Min}");
            if (input.Max is not null && PythonNumber.Compare(number, input.Max) > 0)
                problems.Add(ValidationProblemKind.OutOfRange, node, input, $"{value} is above the maximum, {input.Max}");
        }
        OptionRule.Check(node, input, value, literal, problems);
    }

    private static void CheckMissing(WorkflowGraph graph, CheckedNode node, InputSchema input, ProblemList problems)
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
        bool isOfFile = !graph.IsOfServer && node.Node.IsOfFile && !node.Node.FileHas(input.Name);
        problems.Add(
            ValidationProblemKind.RequiredInputMissing,
            node,
            input,
            isOfFile ? "the catalog requires the input, and the workflow file does not have it" : "the input is required and holds nothing",
            isOfFile ? ValidationSeverity.Warning : ValidationSeverity.Error);
    }

    /// <summary>A value of a case that is not selected. Where the selected case is unknown, nobody knows which inputs it has.</summary>
    private static void CheckOtherCase(CheckedNode node, InputSchema?[] inputs, InputSchema other, InputValue value, ProblemList problems)
    {
        for (int index = 0; value.IsSet && index < inputs.Length; index++)
        {
            if (inputs[index] is { Cases.Count: > 0 } combo
                && other.Name.StartsWith(combo.Name + ".", StringComparison.Ordinal)
                && node.Values[index].AsString() is { } key
                && combo.Cases.Any(option => option.Key == key))
            {
                problems.Add(ValidationProblemKind.UnknownInput, node, other, $"'{key}' of {combo.Name} has no such input, so the server ignores it");
                return;
            }
        }
    }

    private static void CheckUnknown(CheckedNode node, InputSchema input, InputValue value, ProblemList problems) =>
        problems.Add(
            ValidationProblemKind.UnknownInput,
            node,
            input,
            value.IsLink ? "the server does not know the input, and the node may fail because it is linked" : "the server does not know the input and ignores it");
}
