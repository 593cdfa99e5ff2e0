using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using ComfyTyped.Compiler.Json;

namespace ComfyTyped.Compiler.Rules;

/// <summary>Numbers as Python reads and compares them: integers of any size exactly, all else as doubles.</summary>
internal static class PythonNumber
{
    private static readonly Regex Integer = new(@"^\s*[+-]?\d+(_\d+)*\s*$", RegexOptions.CultureInvariant);

    private static readonly Regex Float =
        new(@"^\s*[+-]?((\d+(_\d+)*\.?\d*|\.\d+)(e[+-]?\d+)?|nan|inf|infinity)\s*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>Whether <c>int(text)</c> succeeds.</summary>
    public static bool IsInteger(string text) => Integer.IsMatch(text);

    /// <summary>Whether <c>float(text)</c> succeeds.</summary>
    public static bool IsFloat(string text) => Float.IsMatch(text);

    /// <summary>Whether a number token is no finite number.</summary>
    public static bool IsNotFinite(JsonNumber number) => number.Token.Span.IndexOfAny('N', 'I') >= 0;

    /// <summary>Whether a number token loses something in <c>int(...)</c>.</summary>
    public static bool HasFraction(JsonNumber number) =>
        !IsInteger(number.Token.ToString()) && ToDouble(number.Token.ToString()) is var value && value != Math.Truncate(value);

    /// <summary>
    /// The token of the number that the server makes of a literal for a numeric input; null when it makes none, or one that is not finite.
    /// </summary>
    public static string? TokenOf(JsonNode literal, bool isInt)
    {
        string? token = literal switch
        {
            JsonNumber number when !IsNotFinite(number) => number.Token.ToString(),
            JsonString text when (isInt ? IsInteger(text.Unescape()) : IsFloat(text.Unescape())) => text.Unescape().Trim().Replace("_", ""),
            _ => null,
        };

        // What is left with an n in it is a text that says NaN or infinity.
        if (token is null || token.IndexOfAny(['n', 'N']) >= 0)
            return null;
        return isInt && !IsInteger(token) ? Math.Truncate(ToDouble(token)).ToString("F0", CultureInfo.InvariantCulture) : token;
    }

    /// <summary>Compares two numbers by value.</summary>
    public static int Compare(string left, string right) => IsInteger(left) && IsInteger(right)
        ? ToInteger(left).CompareTo(ToInteger(right))
        : ToDouble(left).CompareTo(ToDouble(right));

    private static BigInteger ToInteger(string token) => BigInteger.Parse(token, NumberStyles.Integer, CultureInfo.InvariantCulture);

    /// <summary>Numbers beyond the doubles are infinite, in Python as here, but the older runtimes of compilers throw.</summary>
    private static double ToDouble(string token) =>
        double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value
        : token.StartsWith("-", StringComparison.Ordinal) ? double.NegativeInfinity : double.PositiveInfinity;
}
