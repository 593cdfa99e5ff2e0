using System.Buffers.Binary;

namespace ComfyTyped.Tests.Matrix;

/// <summary>The bytes of a socket, passed on frame by frame so that they can end between two messages.</summary>
/// <param name="inner">The connection.</param>
/// <param name="next">
/// Asked before each frame, which waits for the answer: whether its message is garbled. An <see cref="IOException"/> ends the connection here.
/// </param>
/// <param name="onMessage">Called after each whole message.</param>
internal sealed class MessageStream(Stream inner, Func<CancellationToken, ValueTask<bool>> next, Action onMessage) : Stream
{
    private readonly byte[] _head = new byte[10];
    private readonly CancellationTokenSource _gone = new();
    private ReadOnlyMemory<byte> _headLeft;
    private long _left;
    private bool _endsMessage;
    private bool _isGarbled;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // Asked for nothing, it waits for something.
        if (buffer.IsEmpty)
            return 0;
        if (_left == 0 && _headLeft.IsEmpty && !await ReadHeadAsync(cancellationToken))
            return 0;
        if (!_headLeft.IsEmpty)
        {
            int part = Math.Min(buffer.Length, _headLeft.Length);
            _headLeft[..part].CopyTo(buffer);
            _headLeft = _headLeft[part..];
            return part;
        }
        int count = await inner.ReadAsync(buffer[..(int)Math.Min(buffer.Length, _left)], cancellationToken);
        _left -= count;
        if (_isGarbled)
            buffer.Span[..count].Fill((byte)'#');
        if (_left == 0 && _endsMessage)
        {
            _isGarbled = false;
            onMessage();
        }
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => inner.WriteAsync(buffer, cancellationToken);

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _gone.Cancel();
            inner.Dispose();
        }
        base.Dispose(disposing);
    }

    /// <summary>Reads the head of a frame of a server: never masked.</summary>
    private async Task<bool> ReadHeadAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _gone.Token);
            _isGarbled |= await next(waiting.Token);
        }
        catch (IOException)
        {
            await inner.DisposeAsync();
            throw;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ObjectDisposedException(nameof(MessageStream));
        }
        if (await inner.ReadAtLeastAsync(_head.AsMemory(0, 2), 2, throwOnEndOfStream: false, cancellationToken) < 2)
            return false;
        int more = _head[1] switch
        {
            126 => 2,
            127 => 8,
            _ => 0,
        };
        await inner.ReadExactlyAsync(_head.AsMemory(2, more), cancellationToken);
        _left = more switch
        {
            2 => BinaryPrimitives.ReadUInt16BigEndian(_head.AsSpan(2)),
            8 => (long)BinaryPrimitives.ReadUInt64BigEndian(_head.AsSpan(2)),
            _ => _head[1],
        };
        _headLeft = _head.AsMemory(0, 2 + more);
        bool isData = (_head[0] & 0x0F) <= 2;
        _endsMessage = isData && (_head[0] & 0x80) != 0;
        return true;
    }
}
