using System.Text.Json.Nodes;

namespace ComfyTyped.Testing.Validation;

/// <summary>What the validator says of a whole prompt.</summary>
/// <param name="Error">Why the prompt is rejected, or <c>null</c> when at least one output runs.</param>
/// <param name="Outputs">The ids of the outputs that are valid.</param>
/// <param name="NodeErrors">The errors by node; not empty either when only some outputs are valid.</param>
internal sealed record PromptVerdict(ValidationError? Error, IReadOnlyList<string> Outputs, JsonObject NodeErrors)
{
    public static PromptVerdict Rejected(string type, string message, string details) =>
        new(new ValidationError(type, message, details, []), [], []);
}
