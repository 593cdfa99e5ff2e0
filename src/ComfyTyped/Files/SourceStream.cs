using ComfyTyped.Connection;

namespace ComfyTyped.Files;

/// <summary>A file on its way out of its source. It remembers that the source has failed, which a request does not tell from a failure of its own.</summary>
/// <param name="inner">The content; disposed with this.</param>
/// <param name="patience">How long the source may be silent.</param>
/// <param name="time">The clock.</param>
internal sealed class SourceStream(Stream inner, TimeSpan patience, TimeProvider time) : Stream
{
    /// <summary>Gets why the source could not be read.</summary>
    public Exception? Failure { get; private set; }

    public long BytesRead { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => inner.CanSeek;

    public override bool CanWrite => false;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => inner.Position = value;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var limit = new LinkedTimeout(patience, time, cancellationToken);
        try
        {
            int count = await inner.ReadAsync(buffer, limit.Token).ConfigureAwait(false);
            BytesRead += count;
            return count;
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failure = new IOException($"It has been silent for {patience.TotalSeconds:0} s.", exception);
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

    public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override ValueTask DisposeAsync() => inner.DisposeAsync();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
