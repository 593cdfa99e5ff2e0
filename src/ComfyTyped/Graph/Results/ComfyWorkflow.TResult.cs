using System.ComponentModel;
using ComfyTyped.CompilerServices;
using ComfyTyped.Graph;

namespace ComfyTyped;

/// <summary>A workflow with a typed result.</summary>
/// <typeparam name="TResult">The result: one property per output node.</typeparam>
/// <param name="template">The prompt of the file. For generated code.</param>
public abstract class ComfyWorkflow<TResult>(WorkflowTemplate template) : ComfyWorkflow(template), ITypedWorkflow
    where TResult : ComfyResult
{
    /// <summary>Makes the result of a finished run. For generated code.</summary>
    /// <param name="outputs">What the run's output nodes reported.</param>
    /// <returns>The result.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract TResult CreateResult(RunOutputs outputs);

    internal TResult ToResult(RunOutputs outputs) => CreateResult(outputs);

    Task<ComfyResult> ITypedWorkflow.RunAsync(IWorkflowRunner runner) => runner.RunAsync(this);
}
