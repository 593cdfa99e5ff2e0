namespace ComfyTyped.AspNetCore.Runs;

/// <summary>What a run made.</summary>
/// <param name="PromptId">Its id on the server.</param>
/// <param name="Seeds">The seeds that were used, by node.</param>
/// <param name="Outputs">What each node made.</param>
internal sealed record RunResult(string PromptId, IReadOnlyList<(string Node, ulong Seed)> Seeds, IReadOnlyList<NodeResult> Outputs);

/// <summary>What a node made.</summary>
/// <param name="Node">The node.</param>
/// <param name="Files">Its files.</param>
/// <param name="Texts">Its texts.</param>
internal sealed record NodeResult(string Node, IReadOnlyList<LinkedFile> Files, IReadOnlyList<string> Texts);
