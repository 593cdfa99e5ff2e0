using ComfyTyped.CompilerServices;

namespace ComfyTyped.Validation;

/// <summary>What is wrong with the values of one node.</summary>
internal static class InputRules
{
    public static void Check(WorkflowGraph graph, CheckedNode node, ProblemList problems)
    {
        InputSchema?[] inputs = SelectedInputs.Of(node.Schema, node.Values);
        for (int index = 0; index < inputs.Length; index++)
        {
            // What belongs to another case of a dynamic combo is ignored by the server.
            if (inputs[index] is not { } input)
                continue;
            InputValue value = node.Values[index];
            if (!value.IsSet)
                CheckMissing(graph, node, input, problems);
            else if (input.IsUnknown)
                CheckUnknown(node, input, value, problems);
            else if (!value.IsLink)
                CheckLiteral(node, input, value, problems);
        }
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

    private static void CheckUnknown(CheckedNode node, InputSchema input, InputValue value, ProblemList problems) =>
        problems.Add(
            ValidationProblemKind.UnknownInput,
            node,
            input,
            value.IsLink ? "the server does not know the input, and the node may fail because it is linked" : "the server does not know the input and ignores it");

    private static void CheckLiteral(CheckedNode node, InputSchema input, InputValue value, ProblemList problems)
    {
        if (!PythonConversion.Converts(input, value))
        {
            problems.Add(ValidationProblemKind.WrongType, node, input, $"'{value}' is no {input.Type}");
            return;
        }
        if (input.Min is not null && NumberBound.Compare(input, value, input.Min) < 0)
            problems.Add(ValidationProblemKind.OutOfRange, node, input, $"{value} is below the minimum, {input.Min}");
        if (input.Max is not null && NumberBound.Compare(input, value, input.Max) > 0)
            problems.Add(ValidationProblemKind.OutOfRange, node, input, $"{value} is above the maximum, {input.Max}");
        OptionRule.Check(node, input, value, problems);
    }
}
