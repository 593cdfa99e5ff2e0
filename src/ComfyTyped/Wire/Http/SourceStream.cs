using ComfyTyped.Primitives;

namespace ComfyTyped.Wire;

/// <summary>
/// A file on its way out of the application or another server, whose stream may block or hang. It remembers that its source has failed, which a request does not
/// tell from a failure of its own.
/// </summary>
/// <param name="inner">The content; not disposed with this.</param>
/// <param name="patience">How long the source may be silent.</param>
/// <param name="time">The clock.</param>
internal sealed class SourceStream(Stream inner, TimeSpan patience, TimeProvider time) : Stream
{
    private const int LargestRead = 64 * 1024;

    private readonly long _start = inner.CanSeek ? inner.Position : 0;

    /// <summary>Null while a read uses it. A read that was given up keeps it, since it may still write into it.</summary>
    private byte[]? _buffer;
    private Task _reading = Task.CompletedTask;
    private long? _seekTo;

    /// <summary>Gets why the source could not be read.</summary>
    public Exception? Failure { get; private set; }

    public long BytesRead { get; private set; }

    /// <summary>Gets or sets who is told how many bytes were read; on the thread of the source, since it is code of the application as well.</summary>
    public IProgress<long>? Progress { get; set; }

    public override bool CanRead => true;

    public override bool CanSeek => inner.CanSeek;

    public override bool CanWrite => false;

    public override long Length => inner.Length;

    public override long Position
    {
        get => _start + BytesRead;
        set
        {
            _seekTo = value;
            BytesRead = value - _start;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        byte[] own = _buffer ?? new byte[LargestRead];
        _buffer = null;
        Task before = _reading;
        var reading = new TaskCompletionSource();
        _reading = reading.Task;
        try
        {
            int count = await ForeignCode.RunAsync(
                token => ReadSourceAsync(own.AsMemory(0, Math.Min(own.Length, buffer.Length)), before, reading, token),
                patience,
                time,
                cancellationToken).ConfigureAwait(false);
            own.AsSpan(0, count).CopyTo(buffer.Span);
            BytesRead += count;
            _buffer = own;
            return count;
        }
        catch (ForeignCode.AbandonedException exception)
        {
            throw Failure = new IOException($"It has been silent for {patience.TotalSeconds:0.###} s ({nameof(ComfyClientOptions.TransferStallTimeout)}).", exception);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Failure = exception;
            throw;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Reads once the read before has ended, which may have been given up: they would take each other's bytes.</summary>
    private async Task<int> ReadSourceAsync(Memory<byte> buffer, Task before, TaskCompletionSource reading, CancellationToken cancellationToken)
    {
        try
        {
            await before.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (_seekTo is { } position)
                inner.Position = position;
            _seekTo = null;
            int count = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (count > 0)
                Progress?.Report(BytesRead + count);
            return count;
        }
        finally
        {
            await before.ConfigureAwait(false);
            reading.SetResult();
        }
    }
}
