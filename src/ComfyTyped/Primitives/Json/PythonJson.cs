using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace ComfyTyped.Primitives;

/// <summary>
/// The JSON that Python's <c>json.dumps</c> writes: it may hold the bare tokens NaN, Infinity and -Infinity, which no JSON reader takes.
/// Where such a token stands, everything is read again with those tokens as strings. Bytes that are no UTF-8 become the replacement character.
/// </summary>
internal static class PythonJson
{
    private const int MaxDepth = 512;

    public static JsonReaderOptions Options { get; } = new() { MaxDepth = MaxDepth };

    /// <summary>Makes a message readable; the same bytes unless it holds one of those tokens, or bytes that are no text.</summary>
    public static ReadOnlySpan<byte> Normalize(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
            utf8 = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(utf8));
        if ((utf8.IndexOf("NaN"u8) < 0 && utf8.IndexOf("Infinity"u8) < 0) || IsValid(utf8))
            return utf8;
        return QuoteNonFinite(utf8);
    }

    public static JsonElement Parse(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(Normalize(utf8), Options);
        return JsonElement.ParseValue(ref reader);
    }

    /// <summary>The words may well stand inside a text.</summary>
    private static bool IsValid(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8, Options);
            while (reader.Read())
            {
            }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static byte[] QuoteNonFinite(ReadOnlySpan<byte> utf8)
    {
        var quoted = new List<byte>(utf8.Length + 16);
        bool inString = false;
        for (int i = 0; i < utf8.Length; i++)
        {
            byte b = utf8[i];
            if (inString && b == '\\' && i + 1 < utf8.Length)
            {
                quoted.Add(b);
                quoted.Add(utf8[++i]);
                continue;
            }
            if (b == '"')
                inString = !inString;
            ReadOnlySpan<byte> token = inString ? default : NonFiniteAt(utf8[i..]);
            if (token.IsEmpty)
            {
                quoted.Add(b);
                continue;
            }
            quoted.Add((byte)'"');
            foreach (byte letter in token)
                quoted.Add(letter);
            quoted.Add((byte)'"');
            i += token.Length - 1;
        }
        return [.. quoted];
    }

    private static ReadOnlySpan<byte> NonFiniteAt(ReadOnlySpan<byte> utf8) =>
        utf8.StartsWith("NaN"u8) ? "NaN"u8
        : utf8.StartsWith("Infinity"u8) ? "Infinity"u8
        : utf8.StartsWith("-Infinity"u8) ? "-Infinity"u8
        : default;
}
