using System.Globalization;
using System.Numerics;
using ComfyTyped.Core.Rules;

namespace ComfyTyped.Compiler.CallSites;

/// <summary>Constants of C# as the tokens of numbers, and back.</summary>
internal static class ConstantNumber
{
    private static readonly BigInteger Smallest = long.MinValue;

    private static readonly BigInteger Largest = ulong.MaxValue;

    /// <summary>The number as the prompt has it; null for what is no number.</summary>
    public static string? TokenOf(object? constant) => constant switch
    {
        double number => double.IsNaN(number) ? null : number.ToString("R", CultureInfo.InvariantCulture),
        float number => TokenOf((double)number),
        sbyte or byte or short or ushort or int or uint or long or ulong => ((IFormattable)constant).ToString(null, CultureInfo.InvariantCulture),
        char letter => ((int)letter).ToString(CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>A bound as a C# literal that can stand in place of a constant; null when there is none.</summary>
    /// <param name="bound">The bound as a JSON token.</param>
    /// <param name="replaced">The constant.</param>
    public static string? LiteralOf(string bound, object? replaced)
    {
        if (PythonNumber.IsInteger(bound))
            return BigInteger.Parse(bound, NumberStyles.Integer, CultureInfo.InvariantCulture) is var integer && integer >= Smallest && integer <= Largest ? bound : null;
        return replaced is double or float && PythonNumber.IsFloat(bound) && bound.IndexOfAny(['n', 'N']) < 0 ? bound : null;
    }
}
