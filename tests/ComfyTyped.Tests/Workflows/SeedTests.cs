using System.Globalization;
using ComfyTyped.CompilerServices;
using ComfyTyped.Tests.Workflows.Files;
using CsCheck;

namespace ComfyTyped.Tests.Workflows;

public class SeedTests
{
    [Fact]
    public void A_random_seed_is_drawn_anew_each_time_the_prompt_is_written()
    {
        var workflow = new LoraChain { KSampler = { Seed = Seed.Random } };

        IEnumerable<string> seeds = Enumerable.Range(0, 5).Select(_ => PromptTests.Inputs(workflow, "16")["seed"]!.ToJsonString());

        Assert.Equal(5, seeds.Distinct().Count());
    }

    [Fact]
    public void A_random_seed_is_within_the_bounds_of_its_input()
    {
        Gen.Select(Gen.ULong, Gen.ULong).Sample((a, b) =>
        {
            (ulong min, ulong max) = a < b ? (a, b) : (b, a);
            ulong seed = new InputSchema("seed", "Seed") { IsSeed = true, Min = $"{min}", Max = $"{max}" }.DrawSeed();
            return min <= seed && seed <= max;
        });
    }

    [Theory]
    [InlineData("-9223372036854775808", "9223372036854775807", 0, long.MaxValue)]
    [InlineData("-5", "3", 0, 3)]
    [InlineData("7", "5", 7, 7)]
    [InlineData(null, null, 0, uint.MaxValue)]
    [InlineData("0", "340282366920938463463374607431768211455", 0, ulong.MaxValue)]
    public void A_random_seed_is_one_that_can_be_written_whatever_the_bounds(string? min, string? max, ulong from, ulong to)
    {
        var input = new InputSchema("seed", "Seed") { IsSeed = true, Min = min, Max = max };

        Assert.All(Enumerable.Range(0, 100), _ => Assert.InRange(input.DrawSeed(), from, to));
    }

    [Fact]
    public void Seeds_use_all_the_bits_that_the_input_allows()
    {
        var input = new InputSchema("seed", "Seed") { IsSeed = true, Max = $"{ulong.MaxValue}" };

        ulong bits = Enumerable.Range(0, 200).Aggregate(0UL, (all, _) => all | input.DrawSeed());

        Assert.Equal(ulong.MaxValue.ToString("x", CultureInfo.InvariantCulture), bits.ToString("x", CultureInfo.InvariantCulture));
    }
}
