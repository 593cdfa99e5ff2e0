using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace ComfyTyped.Testing.Python;

/// <summary>Python's <c>str()</c> and <c>repr()</c> of JSON values: ComfyUI's messages and coercions are made of them.</summary>
internal static class PythonText
{
    /// <summary><c>str(value)</c>: a string is itself, everything else as <c>repr()</c>.</summary>
    public static string Str(object? value) => value switch
    {
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } element => element.GetString()!,
        JsonElement element => Repr(element),
        null => "None",
        bool flag => flag ? "True" : "False",
        double number => Repr(number),
        float number => Repr(number),
        BigInteger or IFormattable => ((IFormattable)value).ToString(format: null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "None",
    };

    public static string Repr(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => "None",
        JsonValueKind.True => "True",
        JsonValueKind.False => "False",
        JsonValueKind.String => Quote(value.GetString()!),
        JsonValueKind.Number => Number(value),
        JsonValueKind.Array => $"[{string.Join(", ", value.EnumerateArray().Select(Repr))}]",
        _ => $"{{{string.Join(", ", value.EnumerateObject().Select(member => $"{Quote(member.Name)}: {Repr(member.Value)}"))}}}",
    };

    /// <summary>Python's shortest text of a float, which always shows that it is one: <c>7.0</c>, <c>1e+16</c>.</summary>
    public static string Repr(double value)
    {
        if (!double.IsFinite(value))
            return double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.Contains('E', StringComparison.Ordinal) ? text.Replace('E', 'e')
            : text.Contains('.', StringComparison.Ordinal) ? text
            : text + ".0";
    }

    public static string Quote(string text)
    {
        char quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        var result = new StringBuilder().Append(quote);
        foreach (char c in text)
        {
            result = c switch
            {
                '\\' => result.Append(@"\\"),
                '\n' => result.Append(@"\n"),
                '\r' => result.Append(@"\r"),
                '\t' => result.Append(@"\t"),
                _ when c == quote => result.Append('\\').Append(c),
                < ' ' or '\x7f' => result.Append(CultureInfo.InvariantCulture, $@"\x{(int)c:x2}"),
                _ => result.Append(c),
            };
        }

        return result.Append(quote).ToString();
    }

    /// <summary>A text that <c>int()</c> and <c>float()</c> may read, as .NET reads it: with ASCII digits, no underscore between digits, infinity in full.</summary>
    public static string Number(string text)
    {
        var number = new StringBuilder();
        string trimmed = text.Trim();
        for (int i = 0; i < trimmed.Length; i++)
        {
            bool isBetweenDigits = i > 0 && i < trimmed.Length - 1 && char.IsDigit(trimmed[i - 1]) && char.IsDigit(trimmed[i + 1]);
            if (char.IsDigit(trimmed[i]))
                number.Append((char)('0' + CharUnicodeInfo.GetDecimalDigitValue(trimmed[i])));
            else if (trimmed[i] != '_' || !isBetweenDigits)
                number.Append(trimmed[i]);
        }

        string plain = number.ToString();
        return plain.TrimStart('+', '-').Equals("inf", StringComparison.OrdinalIgnoreCase) ? plain + "inity" : plain;
    }

    private static string Number(JsonElement value) =>
        PythonValue.IsIntegerToken(value) ? PythonValue.ToInteger(value).ToString(CultureInfo.InvariantCulture) : Repr(value.GetDouble());
}
