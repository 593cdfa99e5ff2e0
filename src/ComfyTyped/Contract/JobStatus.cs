namespace ComfyTyped;

/// <summary>Where a run stands, as the jobs of a server tell (<c>GET /api/jobs</c>).</summary>
public enum JobStatus
{
    /// <summary>A word that this version does not know: <see cref="Job.StatusText"/>. Take it for a run that goes on.</summary>
    Unknown,

    /// <summary>It waits (<c>pending</c>).</summary>
    Pending,

    /// <summary>It runs (<c>in_progress</c>).</summary>
    InProgress,

    /// <summary>It has made its outputs (<c>completed</c>).</summary>
    Completed,

    /// <summary>It has failed (<c>failed</c>). Servers before 0.26 say so of interrupted runs as well.</summary>
    Failed,

    /// <summary>Someone has cancelled it (<c>cancelled</c>, servers since 0.26).</summary>
    Cancelled,

    /// <summary>The server itself has lost it (<c>lost</c>, Comfy Cloud only).</summary>
    Lost,
}
