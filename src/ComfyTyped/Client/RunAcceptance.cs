namespace ComfyTyped.Client;

/// <summary>What is known of a run from its submission.</summary>
/// <param name="Seeds">The seeds it was sent with.</param>
/// <param name="Dropped">Why outputs were dropped; empty when none were.</param>
internal sealed record RunAcceptance(IReadOnlyList<UsedSeed> Seeds, IReadOnlyList<NodeError> Dropped);
