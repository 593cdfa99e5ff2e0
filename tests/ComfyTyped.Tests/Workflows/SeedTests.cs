using System.Globalization;
using ComfyTyped.CompilerServices;
using ComfyTyped.Testing;
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
    public async Task A_seed_that_counts_on_is_one_more_for_each_run_and_the_result_tells_it()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var client = new ComfyClient(server.Url);
        var workflow = new TextToImage { KSampler = { Seed = 41, Steps = 1 }, EmptyLatentImage = { Width = 64, Height = 64 } };
        workflow.KSampler.Seed = Seed.Increment;

        ulong[] seeds = new ulong[3];
        for (int i = 0; i < seeds.Length; i++)
            seeds[i] = (await client.RunAsync(workflow, cancellationToken: TestContext.Current.CancellationToken)).SeedOf(workflow.KSampler);

        Assert.Equal([42, 43, 44], seeds);
        Assert.Equal(44, workflow.KSampler.Seed.Value);
    }

    [Fact]
    public async Task It_is_in_the_handle_of_the_run_and_stays_when_the_run_is_resumed()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var client = new ComfyClient(server.Url);
        var workflow = new TextToImage { KSampler = { Seed = Seed.Increment, Steps = 1 }, EmptyLatentImage = { Width = 64, Height = 64 } };
        await using ComfyRun<TextToImage.Result> run = await client.StartAsync(workflow, TestContext.Current.CancellationToken);
        ulong seed = (await run.Result).SeedOf(workflow.KSampler);

        var again = new TextToImage { KSampler = { Seed = Seed.Increment } };
        await using ComfyRun<TextToImage.Result> resumed = await client.ResumeAsync(again, run.Handle, TestContext.Current.CancellationToken);

        Assert.Equal(156680208700287ul, seed);
        Assert.Equal(seed, (await resumed.Result).SeedOf(again.KSampler));
    }

    [Fact]
    public void Only_a_prompt_that_is_sent_uses_a_seed_up()
    {
        var workflow = new TextToImage { KSampler = { Seed = Seed.Increment } };

        Assert.Equal(workflow.ToJson(), workflow.ToJson());
        Assert.Contains("156680208700287", workflow.ToJson(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, ulong.MaxValue, 0)]
    [InlineData(null, null, uint.MaxValue, 4294967296)]
    [InlineData("3", "5", 3, 4)]
    [InlineData("3", "5", 5, 3)]
    [InlineData("3", "5", 9, 3)]
    [InlineData("3", "5", 0, 3)]
    public void After_the_largest_seed_comes_the_smallest(string? min, string? max, ulong seed, ulong next) =>
        Assert.Equal(next, new InputSchema("seed", "Seed") { IsSeed = true, Min = min, Max = max }.NextSeed(seed));

    [Fact]
    public void A_seed_counts_on_from_one_that_is_drawn_where_the_input_holds_none()
    {
        var workflow = new ComfyGraph();
        KSampler sampler = workflow.Add(new KSampler { Seed = Seed.Increment });

        Assert.NotNull(sampler.Seed.Value);
        Assert.Null(((IntInput)Seed.Increment).Value);
    }

    [Fact]
    public void Seeds_use_all_the_bits_that_the_input_allows()
    {
        var input = new InputSchema("seed", "Seed") { IsSeed = true, Max = $"{ulong.MaxValue}" };

        ulong bits = Enumerable.Range(0, 200).Aggregate(0UL, (all, _) => all | input.DrawSeed());

        Assert.Equal(ulong.MaxValue.ToString("x", CultureInfo.InvariantCulture), bits.ToString("x", CultureInfo.InvariantCulture));
    }
}
