namespace ComfyTyped.Wire;

/// <summary>The words for the status of a job: ComfyUI's, and the two vocabularies in which Comfy Cloud's documentation has it.</summary>
internal static class JobStatuses
{
    public static JobStatus FromWire(string? word) => word switch
    {
        "pending" or "waiting_to_dispatch" or "submitted" or "queued_waiting" or "preparing" => JobStatus.Pending,
        "in_progress" or "executing" or "cancel_requested" => JobStatus.InProgress,
        "completed" or "success" => JobStatus.Completed,
        "failed" or "error" or "non_retryable_error" => JobStatus.Failed,
        "cancelled" => JobStatus.Cancelled,
        "lost" => JobStatus.Lost,
        _ => JobStatus.Unknown,
    };

    public static string ToWire(JobStatus status) => status switch
    {
        JobStatus.Pending => "pending",
        JobStatus.InProgress => "in_progress",
        JobStatus.Completed => "completed",
        JobStatus.Failed => "failed",
        JobStatus.Cancelled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "A server lists no jobs of this status."),
    };
}
