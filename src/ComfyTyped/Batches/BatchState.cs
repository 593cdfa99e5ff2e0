namespace ComfyTyped.Batches;

/// <summary>What a manifest says of a workflow.</summary>
internal enum BatchState
{
    Running,
    Done,
    Failed,
}
