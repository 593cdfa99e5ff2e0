using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ComfyTyped.Primitives;

/// <summary>
/// Reads values that a server may send as another kind than documented: a null, a number as text, an integer as float, a list where one
/// value is expected. Each method starts on the first token of a value and ends on its last, whatever the value is.
/// </summary>
internal static class TolerantReading
{
    public static string? ReadText(this ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String or JsonTokenType.PropertyName:
                return reader.ReadString();
            case JsonTokenType.Number:
                return Encoding.UTF8.GetString(reader.ValueSpan);
            default:
                reader.Skip();
                return null;
        }
    }

    /// <summary>Compares a name or text. Unlike the reader's own method it takes half a surrogate pair for what it is: another text.</summary>
    public static bool TextEquals(this ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8) =>
        reader.ValueIsEscaped ? reader.ReadText() is { } text && Encoding.UTF8.GetBytes(text).AsSpan().SequenceEqual(utf8) : reader.ValueSpan.SequenceEqual(utf8);

    /// <inheritdoc cref="TextEquals(ref Utf8JsonReader, ReadOnlySpan{byte})"/>
    public static bool TextEquals(this ref Utf8JsonReader reader, string text) =>
        reader.ValueIsEscaped ? reader.ReadText() == text : reader.ValueTextEquals(text);

    public static double ReadDouble(this ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out double value))
            return value;
        if (reader.TokenType == JsonTokenType.String
            && double.TryParse(reader.ReadString(), NumberStyles.Float, CultureInfo.InvariantCulture, out double parsed))
        {
            return parsed;
        }
        reader.Skip();
        return 0;
    }

    public static long? ReadInteger(this ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.Number)
        {
            reader.Skip();
            return null;
        }
        if (reader.TryGetInt64(out long value))
            return value;
        return reader.TryGetDouble(out double real) && real is > -9.2e18 and < 9.2e18 ? (long)real : null;
    }

    public static bool ReadFlag(this ref Utf8JsonReader reader)
    {
        bool value = reader.TokenType == JsonTokenType.True;
        reader.Skip();
        return value;
    }

    /// <summary>Reads a list of texts; one text counts as a list of one.</summary>
    public static IReadOnlyList<string> ReadTexts(this ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            return reader.ReadText() is { } single ? [single] : [];
        List<string>? texts = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.ReadText() is { } text)
                (texts ??= []).Add(text);
        }
        return texts is null ? [] : texts;
    }

    /// <summary>Reads milliseconds since 1970.</summary>
    public static DateTimeOffset? ReadTimestamp(this ref Utf8JsonReader reader) =>
        reader.ReadInteger() is { } milliseconds and > 0 and < 253_402_300_799_000
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;

    public static bool IsNull(this JsonElement element) => element.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined;

    /// <summary>Gives a member of an object; undefined when there is none or the value is no object.</summary>
    public static JsonElement Member(this JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return default;
        try
        {
            return element.TryGetProperty(name, out JsonElement member) ? member : default;
        }
        catch (InvalidOperationException)
        {
            // A name beside it holds half a surrogate pair.
            return element.EnumerateObject().FirstOrDefault(member => member.NameText() == name).Value;
        }
    }

    /// <summary>Gives the name of a member, or an empty one when it is no text: half a surrogate pair.</summary>
    public static string NameText(this JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }

    public static string? AsText(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => TextOf(element),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => element.GetRawText(),
        _ => null,
    };

    public static IEnumerable<JsonElement> Items(this JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Array)
            return element.IsNull() ? [] : [element];
        return element.EnumerateArray();
    }

    private static string? ReadString(this ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return LoneSurrogates.Decode(reader.ValueSpan);
        }
    }

    private static string? TextOf(JsonElement element)
    {
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return LoneSurrogates.Decode(Encoding.UTF8.GetBytes(element.GetRawText()).AsSpan()[1..^1]);
        }
    }
}
