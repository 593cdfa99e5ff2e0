namespace ComfyTyped.Core.Json;

internal sealed partial class JsonReader
{
    private const int LongestPlaceholder = 80;

    private JsonNode? Fail(string message) =>
        FailSpan(message, _position, Math.Min(_position + 1, _text.Length));

    private JsonNode? FailSpan(string message, int start, int end)
    {
        _error ??= new JsonError(message, _source.Span(start, end));
        return null;
    }

    /// <summary>Template files write <c>{{PROMPT}}</c> where a value belongs; that deserves more than "a name is missing".</summary>
    private JsonNode? FailAtName(int objectStart)
    {
        if (_position == objectStart + 1 && Next() == '{')
        {
            int end = _text.IndexOf("}}", _position, Math.Min(LongestPlaceholder, _text.Length - _position), StringComparison.Ordinal);
            if (end > 0)
            {
                string placeholder = _text.Substring(objectStart, end + 2 - objectStart);
                return FailSpan($"The placeholder {placeholder} is no JSON value; put a value in its place.", objectStart, end + 2);
            }
        }

        return Fail(Next() == '}'
            ? "A comma stands before the closing brace."
            : $"A member's name in quotes is missing before {Found()}.");
    }

    private string Found() => Next() switch
    {
        -1 => "the end of the file",
        < ' ' => "a control character",
        int c when char.IsSurrogate((char)c) => "a symbol",
        int c => $"'{(char)c}'",
    };
}
