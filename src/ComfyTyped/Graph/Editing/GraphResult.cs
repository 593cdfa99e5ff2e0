namespace ComfyTyped;

/// <summary>The outcome of a run of a <see cref="ComfyGraph"/>: ask it with <see cref="ComfyResult.OutputOf"/>.</summary>
public sealed class GraphResult : ComfyResult
{
    internal GraphResult(RunOutputs outputs)
        : base(outputs)
    {
    }
}
