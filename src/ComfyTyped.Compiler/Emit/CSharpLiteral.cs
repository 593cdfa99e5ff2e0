using System.Globalization;
using System.Text;

namespace ComfyTyped.Compiler.Emit;

/// <summary>Any text as a C# literal.</summary>
internal static class CSharpLiteral
{
    /// <summary>A regular string literal; everything but plain ASCII is escaped.</summary>
    public static string String(string text)
    {
        var literal = new StringBuilder(text.Length + 2).Append('"');
        foreach (char c in text)
        {
            if (c is '"' or '\\')
                literal.Append('\\').Append(c);
            else if (c is >= ' ' and <= '~')
                literal.Append(c);
            else
                literal.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
        }
        return literal.Append('"').ToString();
    }

    /// <summary>
    /// JSON for the inside of a raw UTF-8 string literal: characters that C# takes for a line end, that hide, or that have no UTF-8
    /// become JSON escapes. They can only stand inside JSON strings, where the escape means the same.
    /// </summary>
    public static string RawJson(string json)
    {
        StringBuilder? escaped = null;
        for (int i = 0; i < json.Length; i++)
        {
            bool isPair = char.IsHighSurrogate(json[i]) && i + 1 < json.Length && char.IsLowSurrogate(json[i + 1]);
            if (isPair)
            {
                escaped?.Append(json[i]).Append(json[i + 1]);
                i++;
            }
            else if (NeedsEscape(json[i]))
            {
                escaped ??= new StringBuilder(json.Length + 16).Append(json, 0, i);
                escaped.Append("\\u").Append(((int)json[i]).ToString("x4", CultureInfo.InvariantCulture));
            }
            else
            {
                escaped?.Append(json[i]);
            }
        }
        return escaped?.ToString() ?? json;
    }

    private static bool NeedsEscape(char c) => c > '~' && char.GetUnicodeCategory(c) is UnicodeCategory.Control
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.Format;
}
