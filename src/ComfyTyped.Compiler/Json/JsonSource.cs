using Microsoft.CodeAnalysis.Text;

namespace ComfyTyped.Compiler.Json;

/// <summary>A text to read, and how its positions map to positions in the file.</summary>
internal sealed class JsonSource
{
    private readonly int _offset;
    private readonly int[]? _positions;

    private JsonSource(string text, int offset, int[]? positions) => (Text, _offset, _positions) = (text, offset, positions);

    public string Text { get; }

    /// <summary>A whole file. Its text is copied once, because reading a <see cref="SourceText"/> by index is slow.</summary>
    public static JsonSource Of(SourceText file) => new(file.ToString(), 0, null);

    /// <summary>A part of a file.</summary>
    public static JsonSource Of(SourceText file, TextSpan part) => new(file.ToString(part), part.Start, null);

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
    public TextSpan Span(int start, int end) => _positions is null
        ? TextSpan.FromBounds(start + _offset, end + _offset)
        : TextSpan.FromBounds(_positions[start], _positions[end]);
}
