namespace ComfyTyped.Wire;

/// <summary>ComfyUI itself, on this machine or any other.</summary>
internal sealed class LocalDialect : ServerDialect
{
    public static LocalDialect Instance { get; } = new();

    public override string HistoryRoute => "history";

    public override string ModelsRoute => "models";

    public override bool MayLackJobs => true;

    public override bool HeedsPromptIds => true;

    public override bool InterruptsByPromptId => true;

    public override bool RunsOneAtATime => true;

    public override bool ListsAllRuns => true;

    public override bool ForgetsOnRestart => true;

    public override bool DescribesSingleClasses => true;

    public override bool KeepsFileNames => true;

    /// <summary>Between the look at the history and the look at the queue a run can move from one to the other.</summary>
    public override int AbsencesUntilLost => 2;

    public override string RecordRoute(string promptId) => "history/" + Uri.EscapeDataString(promptId);

    public override string StatusRoute(string promptId) => "jobs/" + Uri.EscapeDataString(promptId);

    public override string SortKey(JobSortKey key) => key == JobSortKey.Duration ? "execution_duration" : "created_at";

    public override HistoryEntry? ReadRecord(ReadOnlySpan<byte> utf8, string promptId, in RunScope scope) => HistoryReader.Read(utf8, promptId, scope);
}
