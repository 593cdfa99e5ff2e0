using System.Collections.Immutable;
using ComfyTyped.AspNetCore.Failures;

namespace ComfyTyped.AspNetCore.Runs;

/// <summary>How a run is at a moment.</summary>
internal sealed record RunSnapshot
{
    public RunStatus Status { get; init; }

    public GraphProgress? Progress { get; init; }

    public PreviewFrame? Preview { get; init; }

    /// <summary>What nodes have made up to now.</summary>
    public ImmutableList<NodeResult> Outputs { get; init; } = [];

    /// <summary>What it made, once it has succeeded.</summary>
    public RunResult? Result { get; init; }

    /// <summary>Why it has not.</summary>
    public Problem? Problem { get; init; }

    public bool IsEnded => Status is RunStatus.Succeeded or RunStatus.Failed or RunStatus.Cancelled;
}
