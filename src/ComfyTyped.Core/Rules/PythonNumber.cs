using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using ComfyTyped.Core.Json;

namespace ComfyTyped.Core.Rules;

/// <summary>Numbers as Python reads and compares them: integers of any size exactly, all else as doubles.</summary>
internal static class PythonNumber
{
    /// <summary>Digits of any script, with an underscore between two of them.</summary>
    private const string Digits = @"\d+(_\d+)*";

    private static readonly Regex Integer = new($@"^\s*[+-]?{Digits}\s*$", RegexOptions.CultureInvariant);

    private static readonly Regex Float = new(
        $@"^\s*[+-]?(({Digits}\.?({Digits})?|\.{Digits})(e[+-]?{Digits})?|nan|inf|infinity)\s*$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>Numbers beyond the doubles.</summary>
    private const string AboveAll = "1e400";

    private const string BelowAll = "-1e400";

    /// <summary>Whether <c>int(text)</c> succeeds.</summary>
    public static bool IsInteger(string text) => Integer.IsMatch(text);

    /// <summary>Whether <c>float(text)</c> succeeds.</summary>
    public static bool IsFloat(string text) => Float.IsMatch(text);

    /// <summary>Whether the server can make the number of a literal that an input takes, by Python's <c>int(...)</c> or <c>float(...)</c>.</summary>
    public static bool Converts(JsonNode literal, bool isInt) => literal switch
    {
        JsonNumber number => !isInt || HasInteger(number),
        JsonString text => isInt ? IsInteger(text.Unescape()) : IsFloat(text.Unescape()),
        _ => literal is JsonBoolean,
    };

    /// <summary>Whether a number token is no finite number.</summary>
    public static bool IsNotFinite(JsonNumber number) => number.Token.Span.IndexOfAny('N', 'I') >= 0;

    /// <summary>Whether <c>int(number)</c> succeeds: Python has no integer for a number beyond the doubles.</summary>
    public static bool HasInteger(JsonNumber number) =>
        !IsNotFinite(number) && (IsInteger(number.Token.ToString()) || !double.IsInfinity(ToDouble(number.Token.ToString())));

    /// <summary>Whether a number token loses something in <c>int(...)</c>.</summary>
    public static bool HasFraction(JsonNumber number) =>
        !IsInteger(number.Token.ToString()) && ToDouble(number.Token.ToString()) is var value && value != Math.Truncate(value);

    /// <summary>
    /// The token of the number that the server makes of a literal for a numeric input; null when it makes none, or one that no number
    /// is smaller or bigger than.
    /// </summary>
    public static string? TokenOf(JsonNode literal, bool isInt)
    {
        string? token = literal switch
        {
            JsonNumber number when (isInt ? HasInteger(number) : !IsNotFinite(number)) => number.Token.ToString(),
            JsonBoolean boolean => boolean.Value ? "1" : "0",
            JsonString text when (isInt ? IsInteger(text.Unescape()) : IsFloat(text.Unescape())) => Plain(text.Unescape()),
            _ => null,
        };
        if (token is null || token.EndsWith("nan", StringComparison.OrdinalIgnoreCase))
            return null;
        if (isInt)
            return IsInteger(token) ? token : new BigInteger(ToDouble(token)).ToString(CultureInfo.InvariantCulture);

        // A float is compared with an integer bound exactly, so 2^63 - 1, which a float rounds up, is above the bound 2^63 - 1.
        double value = ToDouble(token);
        return Math.Floor(value) == value && !double.IsInfinity(value) ? new BigInteger(value).ToString(CultureInfo.InvariantCulture) : token;
    }

    /// <summary>The token of the number that the server compares with the bounds of an input; null when there is none.</summary>
    /// <param name="literal">What the input holds.</param>
    /// <param name="type">The type that the catalog declares: only of an INT and a FLOAT does the server make one before it compares.</param>
    public static string? TokenFor(JsonNode literal, string type) => type switch
    {
        "INT" => TokenOf(literal, isInt: true),
        "FLOAT" => TokenOf(literal, isInt: false),
        _ => literal switch
        {
            JsonNumber number when !IsNotFinite(number) => number.Token.ToString(),
            JsonBoolean boolean => boolean.Value ? "1" : "0",
            _ => null,
        },
    };

    /// <summary>Compares two numbers by value.</summary>
    public static int Compare(string left, string right) => IsInteger(left) && IsInteger(right)
        ? ToInteger(left).CompareTo(ToInteger(right))
        : ToDouble(left).CompareTo(ToDouble(right));

    /// <summary>A text that Python takes for a number, as this runtime reads it: Python takes the digits of all scripts and underscores among them.</summary>
    private static string Plain(string text)
    {
        string plain = string.Concat(text.Trim().Replace("_", "").Select(c => char.IsDigit(c) ? (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c)) : c));
        return plain.IndexOf("inf", StringComparison.OrdinalIgnoreCase) < 0 ? plain : plain[0] == '-' ? BelowAll : AboveAll;
    }

    private static BigInteger ToInteger(string token) => BigInteger.Parse(token, NumberStyles.Integer, CultureInfo.InvariantCulture);

    /// <summary>Numbers beyond the doubles are infinite, in Python as here, but the older runtimes of compilers throw.</summary>
    private static double ToDouble(string token) =>
        double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value
        : token.StartsWith("-", StringComparison.Ordinal) ? double.NegativeInfinity : double.PositiveInfinity;
}
