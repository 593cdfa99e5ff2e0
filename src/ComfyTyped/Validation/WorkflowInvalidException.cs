namespace ComfyTyped;

/// <summary>The workflow was not sent, because a server would refuse it. <see cref="ComfyClientOptions.ValidateBeforeSubmit"/> switches this off.</summary>
public sealed class WorkflowInvalidException : ComfyException
{
    private WorkflowInvalidException(string message, IReadOnlyList<ValidationProblem> problems)
        : base(message) => Problems = problems;

    /// <summary>Gets everything that <see cref="ComfyWorkflow.Validate"/> found, warnings included.</summary>
    public IReadOnlyList<ValidationProblem> Problems { get; }

    internal static void ThrowIfInvalid(ComfyWorkflow workflow)
    {
        IReadOnlyList<ValidationProblem> problems = workflow.Validate();
        ValidationProblem[] errors = [.. problems.Where(problem => problem.Severity == ValidationSeverity.Error)];
        if (errors.Length > 0)
            throw new WorkflowInvalidException($"The workflow is invalid and was not sent. {string.Join("; ", errors.Select(error => error.ToString()))}", problems);
    }
}
