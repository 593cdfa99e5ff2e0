using System.Globalization;
using System.Numerics;

namespace ComfyTyped.Compiler.Catalog;

/// <summary>
/// Reads the bounds of an INT. A catalog that went through JavaScript or Python's floats has large ones rounded: 2^64-1 reads
/// <c>18446744073709552000</c> or <c>1.8446744073709552e+19</c>, and means what it was.
/// </summary>
internal static class IntegerBound
{
    /// <summary>From here on not every integer is a double, so that a number may have been rounded.</summary>
    private const double FirstInexact = 9007199254740992;

    /// <summary>The integer that a bound means; a bound that is no integer is kept, and one that is not finite bounds nothing.</summary>
    /// <param name="token">The bound as a JSON token, or null.</param>
    public static string? Of(string? token)
    {
        if (FiniteBound.Of(token) is null)
            return null;
        double rounded = double.Parse(token, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (Math.Truncate(rounded) != rounded || !TryParse(token!, out BigInteger written))
            return token;
        BigInteger meant = IsRounded(rounded, written) ? Unrounded(new BigInteger(rounded), written) : written;
        return meant.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Whether the digits are the fewest that tell the double, and not its own: nobody writes such a number.</summary>
    private static bool IsRounded(double value, BigInteger written) =>
        Math.Abs(value) > FirstInexact
        && written != new BigInteger(value)
        && TryParse(value.ToString("R", CultureInfo.InvariantCulture), out BigInteger shortest)
        && shortest == written;

    /// <summary>Integers of k bits end at 2^k-1 and, signed, begin at -2^k. Nobody knows what another number was.</summary>
    private static BigInteger Unrounded(BigInteger value, BigInteger written)
    {
        BigInteger size = BigInteger.Abs(value);
        return !size.IsPowerOfTwo ? written : value.Sign < 0 ? value : value - 1;
    }

    private static bool TryParse(string token, out BigInteger value) =>
        BigInteger.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}
