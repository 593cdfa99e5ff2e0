using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace ComfyTyped.Core.Json;

/// <summary>Writes values in one line with every token as it was read.</summary>
internal static class JsonMinifier
{
    public static string Minify(JsonNode node)
    {
        var text = new StringBuilder();
        Append(text, node);
        return text.ToString();
    }

    public static void Append(StringBuilder text, JsonNode node)
    {
        switch (node)
        {
            case JsonObject value:
                AppendObject(text, value.Members);
                break;
            case JsonArray array:
                AppendArray(text, array.Items);
                break;
            case JsonString value:
                AppendString(text, value);
                break;
            case JsonNumber number:
                AppendNumber(text, number.Token.ToString());
                break;
            case JsonBoolean boolean:
                text.Append(boolean.Value ? "true" : "false");
                break;
            default:
                text.Append("null");
                break;
        }
    }

    /// <summary>As written, but for lone surrogates, which no encoding can carry: those are escaped.</summary>
    public static void AppendString(StringBuilder text, JsonString value)
    {
        ReadOnlySpan<char> token = value.Token.Span;
        for (int i = 0; i < token.Length; i++)
        {
            char c = token[i];
            if (char.IsHighSurrogate(c) && i + 1 < token.Length && char.IsLowSurrogate(token[i + 1]))
                text.Append(c).Append(token[++i]);
            else if (char.IsSurrogate(c))
                text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            else
                text.Append(c);
        }
    }

    private static void AppendObject(StringBuilder text, ImmutableArray<JsonMember> members)
    {
        text.Append('{');
        for (int i = 0; i < members.Length; i++)
        {
            if (i > 0)
                text.Append(',');
            AppendString(text, members[i].Key);
            text.Append(':');
            Append(text, members[i].Value);
        }

        text.Append('}');
    }

    private static void AppendArray(StringBuilder text, ImmutableArray<JsonNode> items)
    {
        text.Append('[');
        for (int i = 0; i < items.Length; i++)
        {
            if (i > 0)
                text.Append(',');
            Append(text, items[i]);
        }

        text.Append(']');
    }

    // NaN and the infinities are no JSON, but the server reads them from a text as well (Python's float).
    private static void AppendNumber(StringBuilder text, string token)
    {
        if (char.IsLetter(token[token.Length - 1]))
            text.Append('"').Append(token).Append('"');
        else
            text.Append(token);
    }
}
