namespace ComfyTyped.Graph;

/// <summary>A workflow whose result has a class, which a caller need not know. Every workflow of a file is one.</summary>
internal interface ITypedWorkflow
{
    Task<ComfyResult> RunAsync(IWorkflowRunner runner);
}
