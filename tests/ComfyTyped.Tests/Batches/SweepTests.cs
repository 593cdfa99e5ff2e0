using ComfyTyped.Tests.Workflows.Files;
using CsCheck;

namespace ComfyTyped.Tests.Batches;

/// <summary>Which workflows a sweep makes.</summary>
public class SweepTests
{
    private static readonly Gen<int[]> Values = Gen.Int[1, 50].Array[1, 5];

    [Fact]
    public void A_product_is_what_nested_loops_would_make_in_their_order() =>
        Gen.Select(Values, Values, Values).Sample((steps, cfgs, widths) =>
        {
            Sweep<TextToImage> sweep = Sweep.Of(() => new TextToImage())
                .Over((w, v) => w.KSampler.Steps = v, steps)
                .Over((w, v) => w.KSampler.Cfg = v, cfgs)
                .Over((w, v) => w.EmptyLatentImage.Width = v, widths);
            var expected = new List<(long?, double?, long?)>();
            foreach (int step in steps)
            {
                foreach (int cfg in cfgs)
                {
                    foreach (int width in widths)
                        expected.Add((step, cfg, width));
                }
            }

            Assert.Equal(expected, sweep.Select(Read));
            Assert.Equal(expected.Count, sweep.Count);
        });

    [Fact]
    public void A_zip_goes_in_step() =>
        Gen.Select(Values, Values).Sample((steps, widths) =>
        {
            Sweep<TextToImage> sweep = Sweep.Of(() => new TextToImage())
                .Over((w, v) => w.EmptyLatentImage.Width = v, widths)
                .Over((w, v) => w.KSampler.Steps = v, steps)
                .Zip((w, v) => w.KSampler.Cfg = v, steps.Select(step => step / 2.0));

            Assert.Equal(widths.SelectMany(width => steps.Select(step => ((long?)step, (double?)(step / 2.0), (long?)width))), sweep.Select(Read));
        });

    [Fact]
    public void A_sample_has_points_of_the_product_each_once_and_the_same_each_time() =>
        Gen.Select(Gen.Int[1, 12], Gen.Int[1, 12], Gen.Int[0, 200], Gen.Int).Sample((steps, cfgs, count, seed) =>
        {
            Sweep<TextToImage> product = Sweep.Of(() => new TextToImage())
                .Over((w, v) => w.KSampler.Steps = v, Enumerable.Range(1, steps))
                .Over((w, v) => w.KSampler.Cfg = v, Enumerable.Range(1, cfgs));
            Sweep<TextToImage> sample = product.Sample(count, seed);

            (long?, double?, long?)[] points = [.. sample.Select(Read)];
            Assert.Equal(Math.Min(count, steps * cfgs), points.Length);
            Assert.Equal(points.Length, sample.Count);
            Assert.Equal(points.Length, points.Distinct().Count());
            Assert.Subset(product.Select(Read).ToHashSet(), points.ToHashSet());
            Assert.Equal(points, sample.Select(Read));
        });

    [Fact]
    public void A_random_search_draws_as_many_points_as_it_is_asked_for_and_the_same_again()
    {
        Sweep<TextToImage> Search(int seed) => Sweep.Of(() => new TextToImage())
            .Draw((w, v) => w.KSampler.Cfg = v, random => 1 + (9 * random.NextDouble()))
            .Over((w, v) => w.KSampler.SamplerName = v, [SamplerName.Euler, SamplerName.Heun])
            .Sample(50, seed);

        double?[] cfgs = [.. Search(1).Select(workflow => workflow.KSampler.Cfg.Value)];

        Assert.Equal(50, cfgs.Distinct().Count());
        Assert.All(cfgs, cfg => Assert.InRange(cfg!.Value, 1, 10));
        Assert.Equal(cfgs, Search(1).Select(workflow => workflow.KSampler.Cfg.Value));
        Assert.NotEqual(cfgs, Search(2).Select(workflow => workflow.KSampler.Cfg.Value));
        Assert.Equal(2, Search(1).Select(workflow => workflow.KSampler.SamplerName.Value).Distinct().Count());
    }

    [Fact]
    public void Labels_tell_the_values()
    {
        Sweep<TextToImage> sweep = Sweep.Of(() => new TextToImage())
            .Over((w, v) => w.KSampler.Cfg = v, [5.5, 7])
            .Zip((workflow, style) => workflow.PositivePrompt.Text += style, [", oil", ", ink"])
            .Over((w, v) => SetSize(w, v), [512], "size");

        Assert.Equal(
            ["KSampler.Cfg=5.5, PositivePrompt.Text=, oil, size=512", "KSampler.Cfg=7, PositivePrompt.Text=, ink, size=512"],
            sweep.Select(workflow => workflow.BatchLabel!));
    }

    [Fact]
    public void A_sweep_never_changes()
    {
        Sweep<TextToImage> one = Sweep.Of(() => new TextToImage()).Over((w, v) => w.KSampler.Steps = v, [1, 2, 3]);
        Sweep<TextToImage> two = one.Over((w, v) => w.KSampler.Cfg = v, [1, 2]);

        Assert.Equal((3, 6, 2, 3), (one.Count, two.Count, one.Sample(2).Count, one.Count));
        Assert.NotSame(one.First(), one.First());
        Assert.Single(Sweep.Of(() => new TextToImage()));
    }

    [Fact]
    public void What_cannot_be_swept_is_refused_at_once()
    {
        Sweep<TextToImage> sweep = Sweep.Of(() => new TextToImage());

        Assert.Contains("KSampler.Steps", Assert.Throws<ArgumentException>(() => sweep.Over((w, v) => w.KSampler.Steps = v, Array.Empty<int>())).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => sweep.Zip((w, v) => w.KSampler.Steps = v, [1]));
        Assert.Contains("2 values", Assert.Throws<ArgumentException>(
            () => sweep.Over((w, v) => w.KSampler.Steps = v, [1, 2, 3]).Zip((w, v) => w.KSampler.Cfg = v, [1, 2])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => sweep.Sample(-1));
    }

    [Fact]
    public void A_sample_of_a_space_too_large_to_count_is_no_problem()
    {
        Sweep<TextToImage> sweep = Enumerable.Range(0, 5).Aggregate(
            Sweep.Of(() => new TextToImage()), (space, _) => space.Over((w, v) => w.KSampler.Steps = v, Enumerable.Range(1, 1000)));

        Assert.Throws<OverflowException>(() => sweep.Count);
        Assert.Equal(20, sweep.Sample(20).Count());
    }

    private static (long?, double?, long?) Read(TextToImage workflow) =>
        ((long?)workflow.KSampler.Steps.Value, workflow.KSampler.Cfg.Value, (long?)workflow.EmptyLatentImage.Width.Value);

    private static void SetSize(TextToImage workflow, int size) => (workflow.EmptyLatentImage.Width, workflow.EmptyLatentImage.Height) = (size, size);
}
