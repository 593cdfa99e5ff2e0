namespace ComfyTyped;

/// <summary>The outcome of a run of a <see cref="DynamicWorkflow"/>: ask it with <see cref="ComfyResult.OutputOf"/> or by the name of a node; <see cref="ComfyResult.Files"/> are all files.</summary>
public sealed class DynamicResult : ComfyResult
{
    private readonly DynamicWorkflow _workflow;

    internal DynamicResult(DynamicWorkflow workflow, RunOutputs outputs)
        : base(outputs) => _workflow = workflow;

    /// <summary>Gets what a node made.</summary>
    /// <param name="name">Its id, its title, or its class when only one node has it.</param>
    /// <returns>Its output; an empty one when it reported nothing.</returns>
    /// <exception cref="KeyNotFoundException">No node has the name, or several have it.</exception>
    public AnyOutput this[string name] => OutputOf(_workflow[name]);
}
