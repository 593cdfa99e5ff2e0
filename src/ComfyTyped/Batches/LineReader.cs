namespace ComfyTyped.Batches;

/// <summary>Reads lines one at a time, so that a file of any size takes no more memory than its longest line.</summary>
internal sealed class LineReader(Stream file)
{
    private const int MaxLength = 64 * 1024 * 1024;

    private byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    /// <summary>Gets where the last line ended in the file, its end of line included.</summary>
    public long End { get; private set; }

    /// <summary>Gets what is behind the last line and has no end of line.</summary>
    public ReadOnlyMemory<byte> Rest => _buffer.AsMemory(_start, _end - _start);

    /// <returns>The next line without its end, valid until the next call; null when there is none.</returns>
    /// <exception cref="FormatException">It is longer than 64 MiB.</exception>
    public ReadOnlyMemory<byte>? Next()
    {
        int searched = _start;
        while (true)
        {
            int length = _buffer.AsSpan(searched, _end - searched).IndexOf((byte)'\n');
            if (length >= 0)
            {
                ReadOnlyMemory<byte> line = _buffer.AsMemory(_start, searched - _start + length);
                _start += line.Length + 1;
                End += line.Length + 1;
                return line;
            }
            MakeRoom();
            searched = _end;
            int count = file.Read(_buffer, _end, _buffer.Length - _end);
            if (count == 0)
                return null;
            _end += count;
        }
    }

    private void MakeRoom()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end >= MaxLength)
            throw new FormatException($"It is longer than {MaxLength / 1024 / 1024} MiB.");
        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, 2 * _buffer.Length);
    }
}
