namespace ComfyTyped.Soak;

/// <summary>The straight line through some points that is nearest to them by ordinary least squares, and how sure it is.</summary>
/// <param name="Slope">How much y grows for each x.</param>
/// <param name="StandardError">The standard error of the slope: what noise of this size makes of a line that is level.</param>
internal readonly record struct Trend(double Slope, double StandardError)
{
    /// <summary>Beyond so many standard errors a slope is no chance: of level lines with ten points one in a hundred looks steeper.</summary>
    private const double Significant = 3;

    /// <summary>Tells whether y grows with x, by more than noise and more than is worth a word.</summary>
    /// <param name="negligible">The slope that is not worth a word.</param>
    public bool IsRising(double negligible) => Slope > negligible && Slope > Significant * StandardError;

    /// <summary>Fits the line.</summary>
    /// <exception cref="ArgumentException">There are fewer than three points, or all have the same x.</exception>
    public static Trend Of(IReadOnlyList<(double X, double Y)> points)
    {
        if (points.Count < 3)
            throw new ArgumentException("Noise takes at least three points to see.", nameof(points));
        double meanX = points.Average(point => point.X), meanY = points.Average(point => point.Y);
        double spread = points.Sum(point => Square(point.X - meanX));
        if (spread == 0)
            throw new ArgumentException("All points have the same x.", nameof(points));
        double slope = points.Sum(point => (point.X - meanX) * (point.Y - meanY)) / spread;
        double residuals = points.Sum(point => Square(point.Y - meanY - (slope * (point.X - meanX))));
        return new Trend(slope, Math.Sqrt(residuals / (points.Count - 2) / spread));
    }

    private static double Square(double value) => value * value;
}
