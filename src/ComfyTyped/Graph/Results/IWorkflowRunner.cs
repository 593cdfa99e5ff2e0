namespace ComfyTyped.Graph;

/// <summary>Runs a workflow by the class of its result.</summary>
internal interface IWorkflowRunner
{
    Task<ComfyResult> RunAsync<TResult>(ComfyWorkflow<TResult> workflow)
        where TResult : ComfyResult;
}
