using System.Globalization;
using ComfyTyped.CompilerServices;

namespace ComfyTyped.Validation;

/// <summary>Whether a server can make a number of a literal, as Python's <c>int()</c> and <c>float()</c> do; for all other types it makes none.</summary>
internal static class PythonConversion
{
    public static bool Converts(InputSchema input, InputValue value) => input.Type switch
    {
        "INT" => value.AsString() is { } text ? IsInteger(text) : !value.IsNull,
        "FLOAT" => value.AsString() is { } text ? IsFloat(text) : !value.IsNull,
        _ => true,
    };

    private static bool IsInteger(string text)
    {
        string digits = Trimmed(text).TrimStart('+', '-');
        return digits.Length > 0 && digits.All(char.IsDigit);
    }

    private static bool IsFloat(string text)
    {
        string number = Trimmed(text);
        return double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            || number.TrimStart('+', '-').ToLowerInvariant() is "inf" or "infinity" or "nan";
    }

    // Python takes 1_000 for a thousand.
    private static string Trimmed(string text) => text.Trim().Replace("_", "", StringComparison.Ordinal);
}
