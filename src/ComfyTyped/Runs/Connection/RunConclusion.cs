using System.Text.Json;
using ComfyTyped.Wire;

namespace ComfyTyped.Runs;

/// <summary>Makes one verdict of what the history and the socket say about a run that has ended.</summary>
internal static class RunConclusion
{
    /// <param name="run">The run.</param>
    /// <param name="end">How its end was found.</param>
    /// <param name="acceptance">How it was accepted.</param>
    /// <returns>What the nodes reported.</returns>
    /// <exception cref="NodeFailedException">A node failed. The status alone does not tell: a cycle found while running leaves it at "success".</exception>
    /// <exception cref="RunInterruptedException">Someone interrupted it.</exception>
    /// <exception cref="ComfyRunLostException">The socket told more than is kept, and there is no history.</exception>
    public static RunOutputs Conclude(RunState run, RunEnd end, RunAcceptance acceptance)
    {
        HistoryEntry? history = end.History;
        RunTestimony testimony = run.Testify();
        IEnumerable<ComfyEvent> witnesses = history?.Messages ?? [];
        if (testimony.Outcome is { } told)
            witnesses = witnesses.Append(told);
        HashSet<string> cached = testimony.Cached;
        foreach (ComfyEvent witness in witnesses)
        {
            switch (witness)
            {
                case ExecutionErrorEvent { IsBlocked: false } error:
                    throw new NodeFailedException(run.PromptId, error);
                case ExecutionInterruptedEvent interrupted:
                    throw new RunInterruptedException(run.PromptId, interrupted.NodeId, interrupted.Node);
                case ExecutionCachedEvent known:
                    cached.UnionWith(known.NodeIds);
                    break;
            }
        }
        if (history is { IsError: true })
            throw new NodeFailedException(run.PromptId);
        if (history is null && testimony.IsCut)
            throw TooMuch(run.PromptId);
        return new RunOutputs(run.PromptId, Merge(history?.Outputs, testimony.Executed), run.Scope.Files)
        {
            Cached = cached,
            Seeds = acceptance.Seeds,
            Images = testimony.Images,
            Dropped = acceptance.Dropped,
            EndedBy = end.Witness,
            Attempts = run.Attempts,
        };
    }

    private static ComfyRunLostException TooMuch(string promptId) => new(
        RunLostReason.NoHistory,
        $"The run has ended, but its nodes have reported more than {nameof(ComfyClientOptions)}.{nameof(ComfyClientOptions.MaxResponseBytes)} allows over the socket, and the server's history cannot be read or does not have the run.",
        promptId);

    /// <summary>Some versions leave cached outputs out of the history that they had told by event.</summary>
    private static Dictionary<string, JsonElement> Merge(Dictionary<string, JsonElement>? history, Dictionary<string, JsonElement> executed)
    {
        if (history is null)
            return executed;
        foreach ((string id, JsonElement output) in executed)
            history.TryAdd(id, output);
        return history;
    }
}
