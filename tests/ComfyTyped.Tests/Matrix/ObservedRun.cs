using System.Text.Json;

namespace ComfyTyped.Tests.Matrix;

/// <summary>All that a caller sees of a run: how it ended, what it made, and what was heard of it.</summary>
/// <param name="Outcome">That it succeeded, or its exception.</param>
/// <param name="Outputs">The outputs in its result.</param>
/// <param name="Heard">The outputs and the outcome in its events.</param>
/// <param name="Story">Everything that its events told of it, in order. Two runs that are equal may have another story.</param>
/// <param name="Witness">Who told that it had succeeded; null when it did not. Equal runs may have another witness.</param>
internal sealed record ObservedRun(string Outcome, IReadOnlyList<string> Outputs, IReadOnlyList<string> Heard, IReadOnlyList<string> Story, RunWitness? Witness)
{
    public const string Succeeded = "succeeded";

    /// <summary>Its id; empty when it was not accepted.</summary>
    public string PromptId { get; private init; } = "";

    /// <summary>The name of the exception that it ended with; of a success, <see cref="Succeeded"/>.</summary>
    public string ExceptionName => Outcome.Split(':')[0];

    public static Task<ObservedRun> ObserveAsync(ComfyClient comfy, RawWorkflow workflow, CancellationToken cancellationToken) => ObserveAsync(
        comfy, workflow, result => workflow.Nodes.Where(node => !result[node.Id].IsEmpty).Select(node => Describe(node.Id, result[node.Id].Json)), cancellationToken);

    public static async Task<ObservedRun> ObserveAsync<TResult>(
        ComfyClient comfy, ComfyWorkflow<TResult> workflow, Func<TResult, IEnumerable<string>> describe, CancellationToken cancellationToken)
        where TResult : ComfyResult
    {
        var heard = new List<string>();
        var story = new List<string>();
        string promptId = "";
        try
        {
            await using ComfyRun<TResult> run = await comfy.StartAsync(workflow, cancellationToken);
            promptId = run.PromptId;
            await foreach (ComfyEvent item in run.Events.WithCancellation(cancellationToken))
            {
                if (Tell(item) is { } told)
                    story.Add(told);
                if (item is ExecutedEvent { Output.IsEmpty: false } executed)
                    heard.Add(Describe(executed.NodeId, executed.Output.Json));
                else if (item is ExecutionSuccessEvent or ExecutionErrorEvent { IsBlocked: false } or ExecutionInterruptedEvent)
                    heard.Add(item.GetType().Name);
            }
            heard.Sort(StringComparer.Ordinal);
            TResult result = await run.Result.WaitAsync(cancellationToken);
            return new ObservedRun(Succeeded, [.. describe(result)], heard, story, result.EndedBy) { PromptId = promptId };
        }
        catch (ComfyException exception)
        {
            heard.Sort(StringComparer.Ordinal);
            return new ObservedRun($"{exception.GetType().Name}: {exception.Message}", [], heard, story, null) { PromptId = promptId };
        }
    }

    public bool HasOutputsOf(ObservedRun other) => Outputs.SequenceEqual(other.Outputs) && Heard.SequenceEqual(other.Heard);

    public bool Equals(ObservedRun? other) => other is not null && Outcome == other.Outcome && HasOutputsOf(other);

    public override int GetHashCode() => Outcome.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => $"{Outcome}, outputs [{string.Join(' ', Outputs)}], heard [{string.Join(' ', Heard)}]";

    /// <returns>Null for what is not about the run: the queue's length, and the connection.</returns>
    private static string? Tell(ComfyEvent item) => item switch
    {
        _ when item.PromptId is null => null,
        ProgressEvent progress => $"progress {progress.NodeId} {progress.Value}/{progress.Max}",
        ProgressStateEvent state => $"progress_state {string.Join(' ', state.Nodes.Select(node => $"{node.NodeId} {node.State} {node.Value}/{node.Max}"))}",
        PreviewFrame preview => $"preview {preview.NodeId} {preview.Image.Length}",
        NodeEvent node => $"{item.GetType().Name} {node.NodeId}",
        GraphProgress => null,
        _ => item.GetType().Name,
    };

    private static string Describe(string nodeId, JsonElement output) => $"{nodeId} {JsonSerializer.Serialize(output)}";
}
