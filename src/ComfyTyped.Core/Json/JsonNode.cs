using System.Collections.Immutable;

namespace ComfyTyped.Core.Json;

/// <summary>A JSON value and where it stands in its file.</summary>
internal abstract record JsonNode
{
    private protected JsonNode(SourceSpan span) => Span = span;

    /// <summary>The place of the whole value, quotes and brackets included.</summary>
    public SourceSpan Span { get; init; }
}

/// <summary>An object.</summary>
/// <param name="Span">Its place.</param>
/// <param name="Members">Its members; of members of one name the last one, at the place of the first, as in Python.</param>
/// <param name="Repeated">The names, as written, of members that took the place of one of their name.</param>
internal sealed record JsonObject(SourceSpan Span, ImmutableArray<JsonMember> Members, ImmutableArray<JsonString> Repeated) : JsonNode(Span)
{
    /// <summary>The value of a member, or null when there is no such member.</summary>
    public JsonNode? Find(string name)
    {
        foreach (JsonMember member in Members)
        {
            if (string.Equals(member.Name, name, StringComparison.Ordinal))
                return member.Value;
        }

        return null;
    }
}

/// <summary>A member of an object.</summary>
/// <param name="Key">Its name as written.</param>
/// <param name="Name">Its name, unescaped.</param>
/// <param name="Value">Its value.</param>
internal sealed record JsonMember(JsonString Key, string Name, JsonNode Value);

/// <summary>An array.</summary>
/// <param name="Span">Its place.</param>
/// <param name="Items">Its items.</param>
internal sealed record JsonArray(SourceSpan Span, ImmutableArray<JsonNode> Items) : JsonNode(Span);

/// <summary>A string.</summary>
/// <param name="Span">Its place.</param>
/// <param name="Token">Its text as written, with quotes and escapes.</param>
internal sealed record JsonString(SourceSpan Span, ReadOnlyMemory<char> Token) : JsonNode(Span)
{
    /// <summary>What the string says; unescaped at each call.</summary>
    public string Unescape() => JsonText.Unescape(Token.Span);
}

/// <summary>A number, <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c> included.</summary>
/// <param name="Span">Its place.</param>
/// <param name="Token">Its text as written.</param>
internal sealed record JsonNumber(SourceSpan Span, ReadOnlyMemory<char> Token) : JsonNode(Span);

/// <summary><c>true</c> or <c>false</c>.</summary>
/// <param name="Span">Its place.</param>
/// <param name="Value">Which of them.</param>
internal sealed record JsonBoolean(SourceSpan Span, bool Value) : JsonNode(Span);

/// <summary><c>null</c>.</summary>
/// <param name="Span">Its place.</param>
internal sealed record JsonNull(SourceSpan Span) : JsonNode(Span);
