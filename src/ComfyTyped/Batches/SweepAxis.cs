namespace ComfyTyped.Batches;

/// <summary>One dimension of a sweep.</summary>
/// <param name="Count">How many places it has.</param>
/// <param name="Settings">What is set at each of them.</param>
internal sealed record SweepAxis<TWorkflow>(int Count, SweepSetting<TWorkflow>[] Settings)
    where TWorkflow : ComfyWorkflow
{
    /// <summary>Gets whether its values are drawn for each point.</summary>
    public bool IsDrawn { get; init; }
}
