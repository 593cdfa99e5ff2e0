namespace ComfyTyped.Core.Json;

/// <summary>A text to read, and how its positions map to positions in the file.</summary>
internal sealed class JsonSource
{
    private readonly int _offset;
    private readonly int[]? _positions;

    private JsonSource(string text, int offset, int[]? positions) => (Text, _offset, _positions) = (text, offset, positions);

    public string Text { get; }

    /// <summary>A file, or a part of one.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="start">Where the part begins.</param>
    public static JsonSource Of(string text, int start = 0) => new(text, start, null);

    /// <summary>The JSON that a string of a file holds.</summary>
    public static JsonSource Of(JsonString text)
    {
        int[] positions = new int[text.Token.Length + 1];
        string inner = JsonText.Unescape(text.Token.Span, positions);
        for (int i = 0; i <= inner.Length; i++)
            positions[i] += text.Span.Start;
        return new JsonSource(inner, 0, positions);
    }

    /// <summary>The place in the file of a range of the text.</summary>
    public SourceSpan Span(int start, int end) => _positions is null
        ? SourceSpan.FromBounds(start + _offset, end + _offset)
        : SourceSpan.FromBounds(_positions[start], _positions[end]);
}
