using System.Globalization;

namespace ComfyTyped.Compiler.Catalog;

/// <summary>Reads the bounds of a number: NaN and the infinities bound nothing.</summary>
internal static class FiniteBound
{
    /// <summary>The bound, or null when there is none.</summary>
    /// <param name="token">The bound as a JSON token, or null.</param>
    public static string? Of(string? token) =>
        double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && !double.IsNaN(value) && !double.IsInfinity(value)
            ? token
            : null;
}
