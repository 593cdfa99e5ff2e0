namespace ComfyTyped.Core.Json;

internal sealed partial class JsonReader
{
    private JsonString? ReadString()
    {
        int start = _position++;
        while (_position < _text.Length)
        {
            switch (_text[_position])
            {
                case '"':
                    _position++;
                    return new JsonString(_source.Span(start, _position), Token(start));
                case '\\' when !SkipEscape():
                    return null;
                case '\\':
                    break;
                case < ' ':
                    Fail("A string holds an unescaped line break or control character.");
                    return null;
                default:
                    _position++;
                    break;
            }
        }

        _error = new JsonError("A string is not closed.", _source.Span(start, start + 1));
        return null;
    }

    private bool SkipEscape()
    {
        int length = _position + 1 == _text.Length ? 0 : _text[_position + 1] switch
        {
            '"' or '\\' or '/' or 'b' or 'f' or 'n' or 'r' or 't' => 2,
            'u' when HasHexDigits(_position + 2) => 6,
            _ => 0,
        };
        if (length == 0)
            Fail("A backslash in a string starts no escape that JSON knows; a plain backslash is written twice.");
        _position += length;
        return length > 0;
    }

    private bool HasHexDigits(int start)
    {
        if (start + 4 > _text.Length)
            return false;
        for (int i = start; i < start + 4; i++)
        {
            if (_text[i] is not ((>= '0' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F')))
                return false;
        }

        return true;
    }

    private JsonNode? ReadNumber()
    {
        int start = _position;
        if (string.CompareOrdinal(_text, start, "-Infinity", 0, 9) == 0)
            return Number(start, 9);
        TryTake('-');
        bool hasLeadingZero = Next() == '0';
        int digits = SkipDigits();
        bool isWellFormed = digits == 1 || (digits > 1 && !hasLeadingZero);
        if (TryTake('.'))
            isWellFormed &= SkipDigits() > 0;
        if (Next() is 'e' or 'E')
        {
            _position++;
            if (Next() is '+' or '-')
                _position++;
            isWellFormed &= SkipDigits() > 0;
        }

        return isWellFormed
            ? new JsonNumber(_source.Span(start, _position), Token(start))
            : FailSpan($"'{_text.Substring(start, _position - start)}' is not a number that JSON knows.", start, _position);
    }

    private int SkipDigits()
    {
        int start = _position;
        while (Next() is >= '0' and <= '9')
            _position++;
        return _position - start;
    }

    private JsonNode? ReadWord()
    {
        int start = _position;
        int length = 0;
        while (start + length < _text.Length && _text[start + length] is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z'))
            length++;
        switch (length <= 8 ? _text.Substring(start, length) : "")
        {
            case "true" or "false":
                _position += length;
                return new JsonBoolean(_source.Span(start, _position), length == 4);
            case "null":
                _position += length;
                return new JsonNull(_source.Span(start, _position));
            case "NaN" or "Infinity":
                return Number(start, length);
            default:
                return Fail($"A value is missing before {Found()}.");
        }
    }

    private JsonNumber Number(int start, int length)
    {
        _position = start + length;
        return new JsonNumber(_source.Span(start, _position), Token(start));
    }

    private ReadOnlyMemory<char> Token(int start) => _text.AsMemory(start, _position - start);
}
