namespace ComfyTyped;

/// <summary>Which jobs to list, and in which order.</summary>
public sealed record JobQuery
{
    /// <summary>Gets the statuses to list.</summary>
    /// <value>The default is empty: all. <see cref="JobStatus.Unknown"/> and <see cref="JobStatus.Lost"/> are no words of the server's; nor is <see cref="JobStatus.Cancelled"/> before 0.26, and the server refuses it (400).</value>
    public IReadOnlyCollection<JobStatus> Statuses { get; init; } = [];

    /// <summary>Gets the id of the workflow in the editor (<c>extra_data.extra_pnginfo.workflow.id</c>) whose jobs to list.</summary>
    /// <value>The default is null: those of all.</value>
    public string? WorkflowId { get; init; }

    /// <summary>Gets by what they are sorted.</summary>
    /// <value>The default is <see cref="JobSortKey.CreatedAt"/>.</value>
    public JobSortKey SortBy { get; init; }

    /// <summary>Gets whether the oldest, or shortest, comes first.</summary>
    /// <value>The default is false: the newest, or longest.</value>
    public bool Ascending { get; init; }

    /// <summary>Gets how many to list at most.</summary>
    /// <value>The default is null: all on ComfyUI, 100 on Comfy Cloud, which gives at most 1000. At least 1.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int? Limit
    {
        get;
        init => field = value is null or >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Limit), value, "At least one job is listed.");
    }

    /// <summary>Gets how many of the first to leave out.</summary>
    /// <value>The default is 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int Offset
    {
        get;
        init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(Offset), value, "It counts the jobs to leave out.");
    }
}
