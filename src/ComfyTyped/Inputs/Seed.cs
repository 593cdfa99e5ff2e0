namespace ComfyTyped;

/// <summary>How a run chooses a seed. Assign it to a seed input: <c>KSampler = { Seed = Seed.Random }</c>.</summary>
/// <remarks>The editor's "control after generate" is not part of the API format; this is what takes its place.</remarks>
public readonly struct Seed
{
    /// <summary>Gets a new seed for every run, from the whole range that the input declares. <see cref="ComfyResult.SeedOf"/> tells which it was.</summary>
    public static Seed Random => default;
}
