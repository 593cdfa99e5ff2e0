namespace ComfyTyped;

/// <summary>A seed as it was written into a prompt.</summary>
/// <param name="NodeId">The id of the node.</param>
/// <param name="Input">The wire name of the input.</param>
/// <param name="Value">The seed.</param>
internal readonly record struct UsedSeed(string NodeId, string Input, ulong Value);
