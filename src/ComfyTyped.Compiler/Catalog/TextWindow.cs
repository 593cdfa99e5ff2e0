using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace ComfyTyped.Compiler.Catalog;

/// <summary>
/// Walks over a large text through a buffer: a catalog of megabytes is neither copied as a whole nor read by index, which is slow.
/// It knows enough JSON to step over values; whether they are well-formed is found out when one is read.
/// </summary>
/// <param name="text">The text.</param>
/// <param name="size">The size of the buffer.</param>
internal sealed class TextWindow(SourceText text, int size = 32 * 1024)
{
    private readonly char[] _buffer = new char[Math.Min(size, text.Length)];
    private int _start;
    private int _length;
    private int _index;

    /// <summary>The position in the text of the next character.</summary>
    public int Position => _start + _index;

    /// <summary>The next character, or -1 at the end.</summary>
    public int Peek() => _index < _length || Fill() ? _buffer[_index] : -1;

    public void Advance() => _index++;

    /// <summary>The next character that is no white space (or byte order mark), or -1 at the end.</summary>
    public int PeekPastWhitespace()
    {
        int next = Peek();
        while (next is ' ' or '\n' or '\r' or '\t' or '\uFEFF')
        {
            Advance();
            next = Peek();
        }

        return next;
    }

    /// <summary>Takes the next character past white space when it is the expected one.</summary>
    public bool TryTake(char expected)
    {
        if (PeekPastWhitespace() != expected)
            return false;
        Advance();
        return true;
    }

    /// <summary>Steps over a string and says what stands between its quotes, or null when there is no whole string.</summary>
    public string? TakeString()
    {
        if (!TryTake('"'))
            return null;
        var content = new StringBuilder();
        for (int next = Peek(); next >= 0; next = Peek())
        {
            Advance();
            if (next == '"')
                return content.ToString();
            content.Append((char)next);
            if (next == '\\' && Peek() >= 0)
            {
                content.Append((char)Peek());
                Advance();
            }
        }

        return null;
    }

    /// <summary>Steps over a value; false when the text ends within it.</summary>
    public bool SkipValue()
    {
        int depth = 0;
        do
        {
            int next = PeekPastWhitespace();
            if (next < 0)
                return false;
            if (next is '{' or '[')
                depth++;
            else if (next is '}' or ']')
                depth--;

            if (next == '"')
            {
                if (!SkipString())
                    return false;
            }
            else if (depth == 0 && next is not ('}' or ']'))
            {
                SkipScalar();
            }
            else
            {
                Advance();
            }
        }
        while (depth > 0);
        return depth == 0;
    }

    private bool SkipString()
    {
        Advance();
        while (Peek() >= 0)
        {
            int stop = _buffer.AsSpan(_index, _length - _index).IndexOfAny('"', '\\');
            if (stop < 0)
            {
                _index = _length;
                continue;
            }

            _index += stop + 1;
            if (_buffer[_index - 1] == '"')
                return true;
            if (Peek() >= 0)
                Advance();
        }

        return false;
    }

    private void SkipScalar()
    {
        do
        {
            Advance();
        }
        while (Peek() is not (-1 or ',' or '}' or ']' or ' ' or '\n' or '\r' or '\t'));
    }

    private bool Fill()
    {
        _start += _index;
        _index = 0;
        _length = Math.Min(_buffer.Length, text.Length - _start);
        if (_length > 0)
            text.CopyTo(_start, _buffer, 0, _length);
        return _length > 0;
    }
}
