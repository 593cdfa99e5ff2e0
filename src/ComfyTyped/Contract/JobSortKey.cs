namespace ComfyTyped;

/// <summary>By what a list of jobs is sorted.</summary>
public enum JobSortKey
{
    /// <summary>When the server took it.</summary>
    CreatedAt,

    /// <summary>How long it ran; what has not ended counts as zero.</summary>
    Duration,
}
