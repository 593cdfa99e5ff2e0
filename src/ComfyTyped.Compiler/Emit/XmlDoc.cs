using System.Globalization;
using System.Text;

namespace ComfyTyped.Compiler.Emit;

/// <summary>Any text as the inside of a one-line documentation comment.</summary>
internal static class XmlDoc
{
    private const int MaxLength = 120;

    /// <summary>
    /// Escapes markup, turns every kind of line end and control character into a space (a title must never leave the comment),
    /// and shortens what is long.
    /// </summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length && escaped.Length < MaxLength; i++)
            Append(escaped, text, ref i);
        if (escaped.Length >= MaxLength)
            escaped.Append('…');
        return escaped.ToString();
    }

    public static string Code(string text) => $"<c>{Escape(text)}</c>";

    private static void Append(StringBuilder escaped, string text, ref int i)
    {
        char c = text[i];
        if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            escaped.Append(c).Append(text[++i]);
        else if (c == '&')
            escaped.Append("&amp;");
        else if (c == '<')
            escaped.Append("&lt;");
        else if (c == '>')
            escaped.Append("&gt;");
        else if (IsHarmful(c))
            escaped.Append(' ');
        else
            escaped.Append(c);
    }

    // Format characters are left out too: bidirectional ones can make code read otherwise than it is.
    private static bool IsHarmful(char c) => char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned
        || c >= '\uFFFE';
}
