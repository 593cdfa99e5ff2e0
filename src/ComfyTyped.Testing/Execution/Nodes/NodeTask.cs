using ComfyTyped.Testing.Prompts;

namespace ComfyTyped.Testing.Execution;

/// <summary>A node that is being executed.</summary>
internal sealed record NodeTask(PromptNode Node, IReadOnlyDictionary<string, object?> Inputs, Task<NodeResult> Work, bool IsConcurrent);
