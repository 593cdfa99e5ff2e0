namespace ComfyTyped.Batches;

/// <summary>What a manifest says of a workflow.</summary>
internal enum BatchState
{
    Running,
    Done,

    /// <summary>It has run, but pictures of it are missing, so that it is run again.</summary>
    Incomplete,

    Failed,
}
