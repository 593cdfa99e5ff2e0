using System.Globalization;
using System.Text;
using CsCheck;

namespace ComfyTyped.Tests.Fuzz;

/// <summary>
/// Whatever a server sends is read, or refused as documented: without another exception, without end, and without more memory than its length justifies.
/// COMFYTYPED_FUZZ_INPUTS is the number of inputs in all, instead of a small share: docs/Reliability.md.
/// </summary>
public class FuzzTests
{
    private const int DefaultInputs = 80_000;

    public static TheoryData<string> Targets => [.. FuzzTargets.All.Select(target => target.Name)];

    private static long InputsOfEach =>
        (Environment.GetEnvironmentVariable("COMFYTYPED_FUZZ_INPUTS") is { Length: > 0 } text ? long.Parse(text, CultureInfo.InvariantCulture) : DefaultInputs) / FuzzTargets.All.Count;

    [Theory]
    [MemberData(nameof(Targets))]
    public void What_a_server_sends_is_read_or_refused(string name)
    {
        FuzzTarget target = FuzzTargets.All.Single(target => target.Name == name);
        foreach (byte[] seed in target.Seeds)
            target.Feed(seed);
        Gen<byte[]> inputs = Gen.Select(Gen.Int[0, target.Seeds.Count - 1], Gen.Int, Gen.Int[0, 4], (seed, random, kind) =>
            kind == 0 ? JsonSoup.Of(new Random(random)) : Damage.Of(target.Seeds, seed, new Random(random)));

        inputs.Sample(target.Feed, iter: InputsOfEach, print: input => $"{target}, {input.Length} bytes: {Encoding.Latin1.GetString(input)}");
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Bombs_are_read_or_refused(string name)
    {
        FuzzTarget target = FuzzTargets.All.Single(target => target.Name == name);
        foreach (byte[] bomb in Bombs.All)
            target.Feed(bomb);
    }
}
