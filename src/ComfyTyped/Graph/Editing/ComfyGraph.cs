using ComfyTyped.CompilerServices;

namespace ComfyTyped;

/// <summary>
/// A workflow built in C# from nothing: <see cref="ComfyWorkflow.Add"/> nodes, link them, and run it. <see cref="ComfyResult.OutputOf"/> of its
/// result gives what each output node made.
/// </summary>
public sealed class ComfyGraph : ComfyWorkflow<GraphResult>
{
    private static readonly WorkflowTemplate Empty = new("{}"u8);

    /// <summary>Makes a workflow without nodes.</summary>
    public ComfyGraph()
        : base(Empty)
    {
    }

    /// <inheritdoc/>
    protected override GraphResult CreateResult(RunOutputs outputs) => new(outputs);
}
