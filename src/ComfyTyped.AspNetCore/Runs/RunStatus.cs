namespace ComfyTyped.AspNetCore.Runs;

/// <summary>How far a run is.</summary>
internal enum RunStatus
{
    /// <summary>It was not begun yet, or waits in the server's queue.</summary>
    Waiting,
    Running,
    Succeeded,
    Failed,
    Cancelled,
}
