using System.Buffers;

namespace ComfyTyped.Connection;

/// <summary>Bytes in a rented array that grows: an answer, a request body, a message of the socket.</summary>
internal sealed class PooledBuffer : IBufferWriter<byte>, IDisposable
{
    private const int DefaultSize = 4096;

    private byte[] _array;

    public PooledBuffer(int size = DefaultSize) => _array = ArrayPool<byte>.Shared.Rent(size);

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Span => _array.AsSpan(0, Length);

    public ReadOnlyMemory<byte> Memory => _array.AsMemory(0, Length);

    /// <summary>Gives a part of what was written, to overwrite it.</summary>
    public Span<byte> GetWritten(int start, int length) => _array.AsSpan(0, Length).Slice(start, length);

    public void Advance(int count) => Length += count;

    public void Truncate(int length) => Length = length;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _array.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Empties it, and gives a large array back to the pool.</summary>
    /// <param name="keep">The size above which the array is given back.</param>
    public void Clear(int keep = int.MaxValue)
    {
        Length = 0;
        if (_array.Length <= keep)
            return;
        ArrayPool<byte>.Shared.Return(_array);
        _array = ArrayPool<byte>.Shared.Rent(DefaultSize);
    }

    public void Dispose()
    {
        byte[] array = _array;
        _array = [];
        Length = 0;
        if (array.Length > 0)
            ArrayPool<byte>.Shared.Return(array);
    }

    private void Reserve(int sizeHint)
    {
        int needed = checked(Length + Math.Max(sizeHint, 1));
        if (needed <= _array.Length)
            return;
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, (int)Math.Min(_array.Length * 2L, Array.MaxLength)));
        Span.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_array);
        _array = larger;
    }
}
