using System.Buffers;

namespace ComfyTyped.Primitives;

/// <summary>
/// Bytes in an array that grows: an answer, a request body, a message of the socket. Arrays of a usual size are rented; the pool would keep a very large one long
/// after a single answer has needed it.
/// </summary>
internal sealed class PooledBuffer : IBufferWriter<byte>, IDisposable
{
    private const int DefaultSize = 4096;

    private const int LargestRented = 4 * 1024 * 1024;

    private readonly int _largest;
    private byte[] _array;

    /// <param name="size">How many bytes it holds at first.</param>
    /// <param name="largest">How many bytes are expected at most: it does not grow beyond that before it has to.</param>
    public PooledBuffer(int size = DefaultSize, int largest = int.MaxValue)
    {
        _largest = Math.Min(largest, Array.MaxLength);
        _array = Rent(size);
    }

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Span => _array.AsSpan(0, Length);

    public ReadOnlyMemory<byte> Memory => _array.AsMemory(0, Length);

    /// <summary>Gives a part of what was written, to overwrite it.</summary>
    public Span<byte> GetWritten(int start, int length) => _array.AsSpan(0, Length).Slice(start, length);

    public void Advance(int count) => Length += count;

    public void Truncate(int length) => Length = length;

    /// <summary>Puts other bytes in the place of everything, or of the last ones.</summary>
    public void ReplaceEnd(int length, ReadOnlySpan<byte> bytes)
    {
        Length -= length;
        bytes.CopyTo(GetSpan(bytes.Length));
        Length += bytes.Length;
    }

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
        Return(_array);
        _array = Rent(DefaultSize);
    }

    public void Dispose()
    {
        byte[] array = _array;
        _array = [];
        Length = 0;
        Return(array);
    }

    private void Reserve(int sizeHint)
    {
        int needed = checked(Length + Math.Max(sizeHint, 1));
        if (needed <= _array.Length)
            return;
        byte[] larger = Rent(Math.Max(needed, (int)Math.Min(_array.Length * 2L, _largest)));
        Span.CopyTo(larger);
        Return(_array);
        _array = larger;
    }

    private static byte[] Rent(int size) =>
        size <= LargestRented ? ArrayPool<byte>.Shared.Rent(size) : GC.AllocateUninitializedArray<byte>(size);

    private static void Return(byte[] array)
    {
        if (array.Length is > 0 and <= LargestRented)
            ArrayPool<byte>.Shared.Return(array);
    }
}
