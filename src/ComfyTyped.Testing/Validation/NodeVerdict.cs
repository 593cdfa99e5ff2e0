namespace ComfyTyped.Testing.Validation;

/// <summary>What the validator holds of a node. A node below a bad one is invalid without errors of its own.</summary>
internal sealed record NodeVerdict(bool IsValid, IReadOnlyList<ValidationError> Errors);
