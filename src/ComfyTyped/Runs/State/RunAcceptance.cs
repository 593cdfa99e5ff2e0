namespace ComfyTyped.Runs;

/// <summary>What is known of a run from its submission.</summary>
/// <param name="Seeds">The seeds it was sent with.</param>
/// <param name="Dropped">Why outputs were dropped; empty when none were, or when the answer that told it was lost.</param>
/// <param name="MayHaveCopy">Whether it was sent again although the first sending may have been on its way still.</param>
internal sealed record RunAcceptance(IReadOnlyList<UsedSeed> Seeds, IReadOnlyList<NodeError> Dropped, bool MayHaveCopy = false);
