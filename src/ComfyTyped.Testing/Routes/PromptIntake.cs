using System.Text.Json;
using ComfyTyped.Testing.Execution;
using ComfyTyped.Testing.Prompts;
using ComfyTyped.Testing.Validation;

namespace ComfyTyped.Testing.Routes;

/// <summary>Numbers and validates what is submitted, and queues what is valid.</summary>
internal sealed class PromptIntake(ServerState state)
{
    private long _counter;

    /// <exception cref="FormatException">The body is of a kind that makes ComfyUI answer 500.</exception>
    public (Submission Submission, PromptVerdict Verdict) Submit(JsonElement body)
    {
        Submission submission = state.IsCloud ? Submission.ReadForCloud(body, NextNumber) : Submission.Read(body, NextNumber);
        if (submission.Prompt is not { } prompt)
            return (submission, PromptVerdict.Rejected("no_prompt", "No prompt provided", "No prompt provided"));
        var graph = new PromptGraph(prompt);
        PromptVerdict verdict = state.Validator.Validate(graph, submission.Targets);
        if (verdict.Error is null)
        {
            JsonElement extraData = submission.ExtraData(state.Version, state.Time);
            state.Queue.Submit(new QueueItem(
                submission.Number, submission.PromptId, graph, extraData, verdict.Outputs, state.IsCloud ? "" : Submission.ClientIdOf(extraData)));
        }

        return (submission, verdict);
    }

    private long NextNumber() => Interlocked.Increment(ref _counter) - 1;
}
