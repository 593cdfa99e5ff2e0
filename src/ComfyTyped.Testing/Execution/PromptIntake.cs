using System.Text.Json;
using ComfyTyped.Testing.Prompts;
using ComfyTyped.Testing.Validation;

namespace ComfyTyped.Testing.Execution;

/// <summary>Numbers and validates what is submitted, and queues what is valid.</summary>
internal sealed class PromptIntake(ServerState state)
{
    private const string IdProblem = "prompt_id must be a UUID string in canonical lowercase hyphenated form; omit it to let the server generate one";

    /// <exception cref="FormatException">The body is of a kind that makes ComfyUI answer 500.</exception>
    public (Submission Submission, PromptVerdict Verdict) Submit(JsonElement body)
    {
        Submission submission =
            state.IsCloud ? Submission.ReadForCloud(body, state.Queue.NextNumber) : Submission.Read(body, state.Version, state.Queue.NextNumber);
        if (submission.Prompt is not { } prompt)
            return (submission, PromptVerdict.Rejected("no_prompt", "No prompt provided", "No prompt provided"));
        if (state.Version.InsistsOnUuids && !submission.HasCanonicalId)
            return (submission, PromptVerdict.Rejected("invalid_prompt_id", "prompt_id must be a valid UUID", IdProblem));
        PromptGraph graph = state.Replacements?.Read(prompt) ?? new PromptGraph(prompt);
        PromptVerdict verdict = state.Validator.Validate(graph, submission.Targets);
        if (verdict.Error is null)
        {
            JsonElement extraData = submission.ExtraData(state.Version, state.Time);
            state.Queue.Submit(new QueueItem(
                submission.Number, submission.PromptId, graph, extraData, verdict.Outputs, state.IsCloud ? "" : Submission.ClientIdOf(extraData)));
        }

        return (submission, verdict);
    }
}
