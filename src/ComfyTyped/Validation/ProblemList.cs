using ComfyTyped.CompilerServices;

namespace ComfyTyped.Validation;

/// <summary>Collects problems and says where they are.</summary>
internal sealed class ProblemList(WorkflowGraph graph)
{
    private readonly List<ValidationProblem> _problems = [];

    public IReadOnlyList<ValidationProblem> Problems => _problems;

    private string WorkflowName => graph.Workflow.GetType().Name;

    public void Add(ValidationProblemKind kind, string message) =>
        _problems.Add(new ValidationProblem(kind, ValidationSeverity.Error, null, WorkflowName, null, null, "$", message));

    public void Add(ValidationProblemKind kind, ComfyNode node, string message) =>
        _problems.Add(new ValidationProblem(
            kind, SeverityOf(kind, node), node, $"{WorkflowName}.{node}", node.Title, null, $"$[{Quoted(node.Id)}]", message));

    public void Add(ValidationProblemKind kind, ComfyNode node, InputSchema input, string message, ValidationSeverity worst = ValidationSeverity.Error) =>
        _problems.Add(new ValidationProblem(
            kind,
            worst == ValidationSeverity.Error ? SeverityOf(kind, node) : worst,
            node,
            $"{WorkflowName}.{node}.{input.Property}",
            node.Title,
            input.Name,
            $"$[{Quoted(node.Id)}].inputs[{Quoted(input.Name)}]",
            message));

    // A server's list may be newer than the catalog, and a node may check the types of its links itself (VALIDATE_INPUTS with input_types).
    private ValidationSeverity SeverityOf(ValidationProblemKind kind, ComfyNode node) =>
        graph.IsRun(node) && kind is not (ValidationProblemKind.NotAnOption or ValidationProblemKind.LinkTypeMismatch)
            ? ValidationSeverity.Error
            : ValidationSeverity.Warning;

    private static string Quoted(string name) =>
        $"'{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
