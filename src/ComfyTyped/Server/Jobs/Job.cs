namespace ComfyTyped;

/// <summary>A run as the jobs of a server list it, whether it waits, runs or has ended (<c>GET /api/jobs</c>). What the server does not tell is null.</summary>
/// <param name="Id">The id of the run.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="StatusText">The server's word for it.</param>
/// <param name="Priority">Its place in the queue: lower runs first.</param>
/// <param name="CreatedAt">When the server took it, by its clock. Comfy Cloud tells whole seconds.</param>
/// <param name="StartedAt">When it left the queue, once it has ended.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Error">Why it failed; null when no node did.</param>
/// <param name="OutputsCount">How many files it made; null before it has ended.</param>
/// <param name="Preview">One output to show for it.</param>
/// <param name="WorkflowId">The id of the workflow in the editor.</param>
public sealed record Job(
    string Id,
    JobStatus Status,
    string StatusText,
    double? Priority,
    DateTimeOffset? CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    ExecutionErrorEvent? Error,
    int? OutputsCount,
    JobPreview? Preview,
    string? WorkflowId)
{
    /// <summary>Gets how long it took, without its time in the queue; null before it has ended.</summary>
    public TimeSpan? Duration => EndedAt - StartedAt;

    /// <summary>Gets whether it neither waits nor runs.</summary>
    public bool IsEnded => Status is JobStatus.Completed or JobStatus.Failed or JobStatus.Cancelled or JobStatus.Lost;
}
