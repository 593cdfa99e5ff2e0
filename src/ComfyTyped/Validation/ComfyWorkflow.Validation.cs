using ComfyTyped.Validation;

namespace ComfyTyped;

public abstract partial class ComfyWorkflow
{
    /// <summary>Looks for everything that a server would refuse, as far as the catalogs tell that the project was compiled with. Nothing is sent.</summary>
    /// <returns>All problems, node by node; none for a valid workflow. Those of <see cref="ValidationSeverity.Warning"/> do not stop a run.</returns>
    public IReadOnlyList<ValidationProblem> Validate() => WorkflowValidator.Validate(this);
}
