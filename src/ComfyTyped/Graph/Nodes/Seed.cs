using ComfyTyped.CompilerServices;

namespace ComfyTyped;

/// <summary>How a run chooses a seed. Assign it to a seed input: <c>KSampler = { Seed = Seed.Random }</c>.</summary>
/// <remarks>The editor's "control after generate" is not part of the API format; this is what takes its place.</remarks>
public readonly struct Seed
{
    private readonly bool _isIncrement;

    private Seed(bool isIncrement) => _isIncrement = isIncrement;

    /// <summary>Gets a new seed for every run, from the whole range that the input declares. <see cref="ComfyResult.SeedOf"/> tells which it was.</summary>
    public static Seed Random => default;

    /// <summary>
    /// Gets the seed of the run before plus 1 for every run; after the largest that the input declares comes the smallest. The first run counts on from the number that the
    /// input holds when this is assigned, or from one that is drawn when it holds none. Reading the input gives the seed of the last run. A run that is refused has used up its seed.
    /// </summary>
    public static Seed Increment => new(isIncrement: true);

    internal InputValue Value => _isIncrement ? InputValue.IncrementSeed(null) : InputValue.RandomSeed;
}
