using System.Collections.Immutable;

namespace ComfyTyped.Core.Json;

/// <summary>
/// Reads the JSON that Python reads: <c>NaN</c> and <c>Infinity</c> are numbers, the last of equal names wins, a byte order mark is skipped.
/// Stops at the first error.
/// </summary>
internal sealed partial class JsonReader
{
    /// <summary>How deep values may be nested, so that a hostile file cannot exhaust the stack of the compiler.</summary>
    public const int MaxDepth = 256;

    private readonly JsonSource _source;
    private readonly string _text;
    private readonly CancellationToken _cancellationToken;
    private int _position;
    private JsonError? _error;

    private JsonReader(JsonSource source, CancellationToken cancellationToken) =>
        (_source, _text, _cancellationToken) = (source, source.Text, cancellationToken);

    public static JsonReading Read(JsonSource source, CancellationToken cancellationToken)
    {
        var reader = new JsonReader(source, cancellationToken);
        JsonNode? root = reader.ReadDocument();
        return new JsonReading(reader._error is null ? root : null, reader._error);
    }

    private JsonNode? ReadDocument()
    {
        if (_text.Length > 0 && _text[0] == '\uFEFF')
            _position = 1;
        JsonNode? root = ReadValue(0);
        SkipWhitespace();
        return root is not null && _position < _text.Length
            ? Fail($"{Found()} follows the end of the JSON value.")
            : root;
    }

    private JsonNode? ReadValue(int depth)
    {
        SkipWhitespace();
        if (depth > MaxDepth)
            return Fail($"Values are nested deeper than {MaxDepth} levels.");
        return Next() switch
        {
            '{' => ReadObject(depth),
            '[' => ReadArray(depth),
            '"' => ReadString(),
            '-' or (>= '0' and <= '9') => ReadNumber(),
            _ => ReadWord(),
        };
    }

    private JsonNode? ReadObject(int depth)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        int start = _position++;
        var members = new MemberList();
        SkipWhitespace();
        while (!TryTake('}'))
        {
            if (members.Count > 0 && !TakeComma('}'))
                return null;
            SkipWhitespace();
            if (Next() != '"')
                return FailAtName(start);
            if (ReadString() is not { } key)
                return null;
            SkipWhitespace();
            if (!TryTake(':'))
                return Fail($"A colon is missing before {Found()}.");
            if (ReadValue(depth + 1) is not { } value)
                return null;
            members.Add(new JsonMember(key, key.Unescape(), value));
            SkipWhitespace();
        }

        return new JsonObject(_source.Span(start, _position), members.ToImmutable(), members.Repeated);
    }

    private JsonNode? ReadArray(int depth)
    {
        int start = _position++;
        ImmutableArray<JsonNode>.Builder items = ImmutableArray.CreateBuilder<JsonNode>();
        SkipWhitespace();
        while (!TryTake(']'))
        {
            if (items.Count > 0 && !TakeComma(']'))
                return null;
            if (ReadValue(depth + 1) is not { } item)
                return null;
            items.Add(item);
            SkipWhitespace();
        }

        return new JsonArray(_source.Span(start, _position), items.ToImmutable());
    }

    private bool TakeComma(char end)
    {
        if (TryTake(','))
            return true;
        Fail(_position < _text.Length ? $"A comma or '{end}' is missing before {Found()}." : $"A '{end}' is missing at the end of the file.");
        return false;
    }

    private void SkipWhitespace()
    {
        while (_position < _text.Length && _text[_position] is ' ' or '\n' or '\r' or '\t')
            _position++;
    }

    private bool TryTake(char expected)
    {
        if (Next() != expected)
            return false;
        _position++;
        return true;
    }

    private int Next() => _position < _text.Length ? _text[_position] : -1;
}
