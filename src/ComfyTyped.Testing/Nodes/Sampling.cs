namespace ComfyTyped.Testing.Nodes;

/// <summary>What a sampler was asked to do.</summary>
/// <param name="Positive">The text that is wanted.</param>
/// <param name="Seed">The seed of the noise.</param>
/// <param name="Steps">The number of steps.</param>
/// <param name="Denoise">How much of what was there is replaced, 0 to 1.</param>
/// <param name="Lineage">Everything else that has an influence, in words.</param>
internal sealed record Sampling(string Positive, ulong Seed, int Steps, double Denoise, string Lineage);
