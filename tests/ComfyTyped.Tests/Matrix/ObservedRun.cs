using System.Text.Json;

namespace ComfyTyped.Tests.Matrix;

/// <summary>All that a caller sees of a run: how it ended, what it made, and what was heard of it.</summary>
/// <param name="Outcome">That it succeeded, or its exception.</param>
/// <param name="Outputs">The outputs in its result.</param>
/// <param name="Heard">The outputs and the outcome in its events.</param>
internal sealed record ObservedRun(string Outcome, IReadOnlyList<string> Outputs, IReadOnlyList<string> Heard)
{
    public const string Succeeded = "succeeded";

    public static async Task<ObservedRun> ObserveAsync(ComfyClient comfy, RawWorkflow workflow, CancellationToken cancellationToken)
    {
        var heard = new List<string>();
        await using ComfyRun<RawResult> run = await comfy.StartAsync(workflow, cancellationToken);
        await foreach (ComfyEvent item in run.Events.WithCancellation(cancellationToken))
        {
            if (item is ExecutedEvent { Output.IsEmpty: false } executed)
                heard.Add(Describe(executed.NodeId, executed.Output.Json));
            else if (item is ExecutionSuccessEvent or ExecutionErrorEvent { IsBlocked: false } or ExecutionInterruptedEvent)
                heard.Add(item.GetType().Name);
        }
        heard.Sort(StringComparer.Ordinal);
        try
        {
            RawResult result = await run.Result.WaitAsync(cancellationToken);
            return new ObservedRun(Succeeded, [.. workflow.Nodes.Where(node => !result[node.Id].IsEmpty).Select(node => Describe(node.Id, result[node.Id].Json))], heard);
        }
        catch (ComfyException exception)
        {
            return new ObservedRun($"{exception.GetType().Name}: {exception.Message}", [], heard);
        }
    }

    public bool HasOutputsOf(ObservedRun other) => Outputs.SequenceEqual(other.Outputs) && Heard.SequenceEqual(other.Heard);

    public bool Equals(ObservedRun? other) => other is not null && Outcome == other.Outcome && HasOutputsOf(other);

    public override int GetHashCode() => Outcome.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => $"{Outcome}, outputs [{string.Join(' ', Outputs)}], heard [{string.Join(' ', Heard)}]";

    private static string Describe(string nodeId, JsonElement output) => $"{nodeId} {JsonSerializer.Serialize(output)}";
}
