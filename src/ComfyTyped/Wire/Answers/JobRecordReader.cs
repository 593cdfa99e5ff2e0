using System.Text.Json;
using ComfyTyped.Primitives;

namespace ComfyTyped.Wire;

/// <summary>Reads <c>GET /api/jobs/{id}</c> as what a run left when it ended.</summary>
internal static class JobRecordReader
{
    /// <returns>Null for a run that has not ended.</returns>
    /// <exception cref="JsonException">It is no job.</exception>
    public static HistoryEntry? Read(ReadOnlySpan<byte> utf8, string promptId, in RunScope scope)
    {
        JobState state = JobState.Read(utf8);
        if (state.Status is not (JobStatus.Completed or JobStatus.Failed or JobStatus.Cancelled))
            return null;
        ReadOnlySpan<byte> json = PythonJson.Normalize(utf8);
        var reader = new Utf8JsonReader(json, PythonJson.Options);
        reader.Read();
        HistoryEntry entry = HistoryReader.ReadEntry(ref reader, json, promptId, scope);
        return Explain(entry, state, promptId, scope);
    }

    /// <summary>Makes sure that a run which did not succeed says so, also where the server kept no events of it.</summary>
    /// <param name="entry">What it left, if anything is known.</param>
    /// <param name="state">How it ended.</param>
    /// <param name="promptId">The id of the run.</param>
    /// <param name="scope">The run.</param>
    /// <returns>Null when nothing is known of a run that succeeded.</returns>
    public static HistoryEntry? Explain(HistoryEntry? entry, JobState state, string promptId, in RunScope scope)
    {
        if (state.Status is not (JobStatus.Failed or JobStatus.Cancelled))
            return entry;
        IReadOnlyList<ComfyEvent> messages = entry?.Messages ?? [];
        if (!messages.Any(message => message is ExecutionInterruptedEvent or ExecutionErrorEvent { IsBlocked: false }) && OutcomeOf(state, promptId, scope) is { } outcome)
            messages = [.. messages, outcome];
        return new HistoryEntry(entry?.Outputs ?? new Dictionary<string, JsonElement>(StringComparer.Ordinal), IsError: true, messages);
    }

    private static ComfyEvent? OutcomeOf(JobState state, string promptId, in RunScope scope)
    {
        NodeReference node = NodeReference.Find(scope.Workflow, null, null);
        return state.Status == JobStatus.Cancelled ? new ExecutionInterruptedEvent(node) { PromptId = promptId }
            : state.ErrorMessage is { Length: > 0 } text ? new ExecutionErrorEvent(node) { PromptId = promptId, ExceptionMessage = text }
            : null;
    }
}
