using System.Globalization;
using ComfyTyped.CompilerServices;

namespace ComfyTyped.Validation;

/// <summary>Compares a literal with an option that is no text, as Python does: 4 is 4.0, and 1 is True, but no number is a text.</summary>
internal static class OptionToken
{
    /// <summary>Whether a literal is one of the options.</summary>
    /// <param name="value">The literal.</param>
    /// <param name="tokens">The options as JSON tokens.</param>
    public static bool IsAmong(InputValue value, IReadOnlyList<string> tokens)
    {
        if (value.AsString() is { } text)
            return tokens.Any(token => token[0] == '"' && new InputToken("", System.Text.Encoding.UTF8.GetBytes(token)).AsString() == text);
        return NumberOf(value) is { } number && tokens.Any(token => NumberOf(token) is { } option && AreEqual(number, option));
    }

    private static string? NumberOf(InputValue value) => value.AsBoolean() is { } flag ? NumberOf(flag)
        : value.AsInteger() is { } integer ? integer.ToString(CultureInfo.InvariantCulture)
        : value.AsDouble()?.ToString("R", CultureInfo.InvariantCulture);

    private static string? NumberOf(string token) => token switch
    {
        "true" => NumberOf(true),
        "false" => NumberOf(false),
        ['-' or (>= '0' and <= '9'), ..] => token,
        _ => null,
    };

    private static string NumberOf(bool flag) => flag ? "1" : "0";

    // Integers are compared as such: beyond 2^53 different ones are the same double.
    private static bool AreEqual(string left, string right) =>
        Int128.TryParse(left, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out Int128 a)
        && Int128.TryParse(right, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out Int128 b)
            ? a == b
            : double.Parse(left, CultureInfo.InvariantCulture).Equals(double.Parse(right, CultureInfo.InvariantCulture));
}
