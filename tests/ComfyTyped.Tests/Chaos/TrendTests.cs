using ComfyTyped.Soak;

namespace ComfyTyped.Tests.Chaos;

/// <summary>The statistic that tells a leak from noise.</summary>
public class TrendTests
{
    [Fact]
    public void A_line_without_noise_is_found_exactly()
    {
        Trend trend = Trend.Of([(0, 5), (10, 25), (20, 45), (30, 65)]);

        Assert.Equal((2, 0), (trend.Slope, trend.StandardError));
        Assert.True(trend.IsRising(negligible: 1));
    }

    /// <summary>The numbers of a textbook, with the slope and the standard error that it gives.</summary>
    [Fact]
    public void A_line_with_noise_has_a_standard_error()
    {
        Trend trend = Trend.Of([(1, 2), (2, 3), (3, 5), (4, 4), (5, 6)]);

        Assert.Equal(0.9, trend.Slope, 12);
        Assert.Equal(Math.Sqrt(1.9 / 3 / 10), trend.StandardError, 12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    public void Growth_is_seen_through_noise_and_noise_is_no_growth(double bytesPerRun)
    {
        var dice = new Random(1);
        (double, double)[] points = [.. Enumerable.Range(0, 20).Select(round => (250.0 * round, 5_000_000 + (bytesPerRun * 250 * round) + (dice.NextDouble() * 30_000)))];

        Assert.Equal(bytesPerRun > 0, Trend.Of(points).IsRising(negligible: 10));
    }

    [Fact]
    public void Growth_that_is_not_worth_a_word_is_no_growth() => Assert.False(Trend.Of([(0, 0), (1, 3), (2, 6), (3, 9)]).IsRising(negligible: 10));

    [Fact]
    public void Memory_that_is_given_back_is_no_growth() => Assert.False(Trend.Of([(0, 900), (1, 600), (2, 300)]).IsRising(negligible: 0));

    [Fact]
    public void Too_few_points_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Trend.Of([(0, 1), (1, 2)]));
        Assert.Throws<ArgumentException>(() => Trend.Of([(1, 1), (1, 2), (1, 3)]));
    }
}
