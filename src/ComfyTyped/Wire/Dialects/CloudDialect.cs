namespace ComfyTyped.Wire;

/// <summary>Comfy Cloud, as its documentation describes it.</summary>
internal sealed class CloudDialect : ServerDialect
{
    public static CloudDialect Instance { get; } = new();

    public override string HistoryRoute => "history_v2";

    public override string ModelsRoute => "experiment/models";

    public override bool MayLackJobs => false;

    /// <summary>Its prompt has no such member, and an id that it might refuse is not worth the try.</summary>
    public override bool HeedsPromptIds => false;

    /// <summary>It stops all that the account runs.</summary>
    public override bool InterruptsByPromptId => false;

    public override bool RunsOneAtATime => false;

    public override bool ListsAllRuns => false;

    public override bool ForgetsOnRestart => false;

    public override bool DescribesSingleClasses => false;

    /// <summary>Files are named after their content.</summary>
    public override bool KeepsFileNames => false;

    /// <summary>Many machines answer, and one of them may not have heard of a new run yet. A run that is believed lost has been paid for.</summary>
    public override int AbsencesUntilLost => 10;

    public override string RecordRoute(string promptId) => "jobs/" + Uri.EscapeDataString(promptId);

    /// <summary>A smaller answer than that of the job, which brings its workflow along.</summary>
    public override string StatusRoute(string promptId) => $"job/{Uri.EscapeDataString(promptId)}/status";

    public override string SortKey(JobSortKey key) => key == JobSortKey.Duration ? "execution_time" : "create_time";

    public override HistoryEntry? ReadRecord(ReadOnlySpan<byte> utf8, string promptId, in RunScope scope) => JobRecordReader.Read(utf8, promptId, scope);
}
