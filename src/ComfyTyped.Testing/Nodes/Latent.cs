namespace ComfyTyped.Testing.Nodes;

/// <summary>Stands for a batch of latent images.</summary>
/// <param name="Width">The width that it decodes to, in pixels.</param>
/// <param name="Height">The height that it decodes to, in pixels.</param>
/// <param name="Count">The number of pictures in the batch.</param>
/// <param name="Source">The pictures that were encoded, or <c>null</c> when it started empty.</param>
/// <param name="Sampling">What a sampler did with it last, or <c>null</c> when none has.</param>
/// <param name="Lineage">How it came about.</param>
internal sealed record Latent(int Width, int Height, int Count, IReadOnlyList<Picture>? Source, Sampling? Sampling, string Lineage)
    : Simulated(Lineage)
{
    /// <summary>Latents are this many times smaller than their pictures, so sizes are cut to multiples of it.</summary>
    public const int Cell = 8;

    public static Latent Empty(long width, long height, long count) =>
        new Latent(Cell, Cell, (int)count, Source: null, Sampling: null, $"empty {width}x{height}x{count}").Resized(width, height);

    public Latent Resized(long width, long height) =>
        this with { Width = Math.Max(Cell, (int)(width / Cell * Cell)), Height = Math.Max(Cell, (int)(height / Cell * Cell)) };
}
