using System.Globalization;
using System.Text;

namespace ComfyTyped.Core.Json;

/// <summary>Reads the escapes of string tokens that the reader has found to be well-formed, and writes tokens.</summary>
internal static class JsonText
{
    /// <summary>What a string token says.</summary>
    public static string Unescape(ReadOnlySpan<char> token)
    {
        ReadOnlySpan<char> content = token.Slice(1, token.Length - 2);
        return content.IndexOf('\\') < 0 ? content.ToString() : Unescape(token, positions: null);
    }

    /// <summary>What a string token says, and for each of its characters (and the end) the position within the token.</summary>
    public static string Unescape(ReadOnlySpan<char> token, int[]? positions)
    {
        var text = new StringBuilder(token.Length);
        int at = 1;
        while (at < token.Length - 1)
        {
            if (positions is not null)
                positions[text.Length] = at;
            at += AppendCharacter(token.Slice(at), text);
        }

        if (positions is not null)
            positions[text.Length] = at;
        return text.ToString();
    }

    /// <summary>The token of a text; what is not plain ASCII is kept, but for control characters and lone surrogates.</summary>
    public static string Quote(string text)
    {
        var token = new StringBuilder(text.Length + 2).Append('"');
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                token.Append(c).Append(text[++i]);
            else if (char.IsControl(c) || char.IsSurrogate(c))
                token.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            else
                token.Append(c is '"' or '\\' ? "\\" : "").Append(c);
        }

        return token.Append('"').ToString();
    }

    private static int AppendCharacter(ReadOnlySpan<char> from, StringBuilder text)
    {
        if (from[0] != '\\')
        {
            text.Append(from[0]);
            return 1;
        }

        if (from[1] == 'u')
        {
            text.Append((char)ushort.Parse(from.Slice(2, 4).ToString(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            return 6;
        }

        text.Append(from[1] switch
        {
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            char self => self,
        });
        return 2;
    }
}
