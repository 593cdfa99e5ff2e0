using ComfyTyped.CompilerServices;

namespace ComfyTyped.Validation;

/// <summary>Collects problems and says where they are.</summary>
internal sealed class ProblemList(WorkflowGraph graph)
{
    private readonly List<ValidationProblem> _problems = [];

    public IReadOnlyList<ValidationProblem> Problems => _problems;

    private string WorkflowName => graph.Workflow.DisplayName;

    public void Add(ValidationProblemKind kind, string message) =>
        _problems.Add(new ValidationProblem(kind, ValidationSeverity.Error, null, WorkflowName, null, null, "$", message));

    public void Add(ValidationProblemKind kind, CheckedNode node, string message) =>
        _problems.Add(new ValidationProblem(
            kind, SeverityOf(kind, node), node.Node, $"{WorkflowName}.{node}", node.Node.Title, null, $"$[{Quoted(node.Node.Id)}]", message));

    public void Add(ValidationProblemKind kind, CheckedNode node, InputSchema input, string message, ValidationSeverity worst = ValidationSeverity.Error) =>
        _problems.Add(new ValidationProblem(
            kind,
            worst == ValidationSeverity.Error && !IsLenient(input, kind) ? SeverityOf(kind, node) : ValidationSeverity.Warning,
            node.Node,
            $"{WorkflowName}.{node}.{input.Property}",
            node.Node.Title,
            input.Name,
            $"$[{Quoted(node.Node.Id)}].inputs[{Quoted(input.Name)}]",
            message));

    private static bool IsLenient(InputSchema input, ValidationProblemKind kind) =>
        input.IsLenient || input.IsUnchecked || (kind == ValidationProblemKind.NotAnOption && input.HasUncheckedOptions);

    /// <summary>The file as it stands is refused. It is sent with the array in a wrapper, which not every server refuses.</summary>
    public void AddBadLink(CheckedNode node, InputSchema input, InputValue value) => Add(
        ValidationProblemKind.WrongType,
        node,
        input,
        $"{value} was an array in the file, which a server takes for a link that leads nowhere",
        graph.IsOfServer ? ValidationSeverity.Error : ValidationSeverity.Warning);

    private ValidationSeverity SeverityOf(ValidationProblemKind kind, CheckedNode node) => kind switch
    {
        // A server looks up the class of every node, those included that feed no output.
        ValidationProblemKind.UnknownClass => ValidationSeverity.Error,

        // A node may check the types of its links itself (VALIDATE_INPUTS with input_types).
        ValidationProblemKind.LinkTypeMismatch when !graph.IsOfServer => ValidationSeverity.Warning,
        ValidationProblemKind.UnknownInput or ValidationProblemKind.UndescribedClass => ValidationSeverity.Warning,

        // A server's list may be newer than the catalog.
        ValidationProblemKind.NotAnOption when !graph.IsOfServer => ValidationSeverity.Warning,
        _ => graph.IsRun(node) ? ValidationSeverity.Error : ValidationSeverity.Warning,
    };

    private static string Quoted(string name) =>
        $"'{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
