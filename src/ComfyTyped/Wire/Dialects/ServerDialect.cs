namespace ComfyTyped.Wire;

/// <summary>All that one kind of server does differently from another: routes, what they answer, and what it heeds of a request.</summary>
internal abstract class ServerDialect
{
    /// <summary>Gets the route that lists the runs that have ended.</summary>
    public abstract string HistoryRoute { get; }

    /// <summary>Gets the route that lists the model folders.</summary>
    public abstract string ModelsRoute { get; }

    /// <summary>Gets whether a server can lack the routes of jobs, so that its history and queue are asked instead.</summary>
    public abstract bool MayLackJobs { get; }

    /// <summary>Gets whether a prompt runs under the id that it is sent with.</summary>
    public abstract bool HeedsPromptIds { get; }

    /// <summary>Gets whether an interrupt can heed the prompt id, on servers that are new enough.</summary>
    public abstract bool InterruptsByPromptId { get; }

    /// <summary>Gets whether one prompt runs at a time, so that a frame which names none can only belong to that one.</summary>
    public abstract bool RunsOneAtATime { get; }

    /// <summary>Gets whether one request lists all that waits and runs, of all clients.</summary>
    public abstract bool ListsAllRuns { get; }

    /// <summary>Gets whether a restart empties queue and history.</summary>
    public abstract bool ForgetsOnRestart { get; }

    /// <summary>Gets whether a node class can be asked for by its name.</summary>
    public abstract bool DescribesSingleClasses { get; }

    /// <summary>Gets whether an upload keeps its name, so that the server can be asked for it.</summary>
    public abstract bool KeepsFileNames { get; }

    /// <summary>Gets how many looks in a row must miss a run before it counts as gone.</summary>
    public abstract int AbsencesUntilLost { get; }

    public static ServerDialect Of(ComfyDialect dialect) => dialect == ComfyDialect.Cloud ? CloudDialect.Instance : LocalDialect.Instance;

    /// <summary>Gives the route of what a run left when it ended.</summary>
    public abstract string RecordRoute(string promptId);

    /// <summary>Gives the route of the status of a run.</summary>
    public abstract string StatusRoute(string promptId);

    /// <summary>Gives the name by which jobs are sorted.</summary>
    public abstract string SortKey(JobSortKey key);

    /// <returns>Null for a run that has not ended, or that the server does not know.</returns>
    public abstract HistoryEntry? ReadRecord(ReadOnlySpan<byte> utf8, string promptId, in RunScope scope);
}
