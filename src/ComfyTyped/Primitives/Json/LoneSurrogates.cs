using System.Globalization;
using System.Text;

namespace ComfyTyped.Primitives;

/// <summary>
/// Python writes file names that are no UTF-8 with half surrogate pairs, such as <c>\udc80</c>. .NET's reader throws on them; here they
/// become the replacement character.
/// </summary>
internal static class LoneSurrogates
{
    /// <summary>Decodes the inside of a JSON string that the reader has already found well-formed.</summary>
    public static string Decode(ReadOnlySpan<byte> escaped)
    {
        string raw = Encoding.UTF8.GetString(escaped);
        var text = new StringBuilder(raw.Length);
        for (int i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\' || i + 1 >= raw.Length)
                text.Append(raw[i]);
            else if (raw[++i] != 'u' || i + 4 >= raw.Length)
                text.Append(Unescape(raw[i]));
            else
            {
                text.Append((char)ushort.Parse(raw.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 4;
            }
        }
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(text[i]))
                text[i] = '\uFFFD';
        }
        return text.ToString();
    }

    private static char Unescape(char letter) => letter switch
    {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'b' => '\b',
        'f' => '\f',
        _ => letter,
    };
}
