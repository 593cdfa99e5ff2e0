using System.Text.Json;

namespace ComfyTyped;

/// <summary>A prompt in a server's queue.</summary>
/// <param name="PromptId">The id of the run.</param>
/// <param name="Number">Its place: lower runs first. Negative for what was put in front.</param>
/// <param name="ClientId">The socket that hears of it, or null when it was sent without one.</param>
/// <param name="CreatedAt">When the server took it (servers since 0.3.69), or null.</param>
/// <param name="OutputNodeIds">The ids of the output nodes that run, in no order.</param>
/// <param name="Prompt">The workflow as the server has read it: values are converted to the declared types.</param>
/// <param name="ExtraData">What was sent along. Servers since 0.3.68 leave secrets out.</param>
public sealed record QueuedPrompt(
    string PromptId,
    double Number,
    string? ClientId,
    DateTimeOffset? CreatedAt,
    IReadOnlyList<string> OutputNodeIds,
    JsonElement Prompt,
    JsonElement ExtraData);
