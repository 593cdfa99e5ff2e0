using ComfyTyped.Diagnostics;

namespace ComfyTyped.Wire;

/// <summary>The content of a download, counted while it is read, and given up when it stalls.</summary>
/// <param name="inner">The content; disposed with this.</param>
/// <param name="limitRead">Limits a read.</param>
/// <param name="stalled">What to say when nothing comes, up to the limit.</param>
internal sealed class CountedStream(Stream inner, Func<CancellationToken, RequestLimit> limitRead, string stalled) : Stream
{
    public override bool CanRead => inner.CanRead;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush()
    {
    }

    /// <summary>A caller that wants to block blocks on the other read, since nothing limits a blocking one.</summary>
    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    /// <exception cref="ComfyConnectionException">Nothing came in time.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using RequestLimit limit = limitRead(cancellationToken);
        try
        {
            return Count(await inner.ReadAsync(buffer, limit.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException exception) when (limit.Token.IsCancellationRequested)
        {
            if (cancellationToken.IsCancellationRequested)
                throw new OperationCanceledException(exception.Message, exception, cancellationToken);
            throw new ComfyConnectionException(stalled + limit.Description + ".", exception);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override ValueTask DisposeAsync() => inner.DisposeAsync();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    private static int Count(int bytes)
    {
        ComfyTelemetry.BytesDownloaded.Add(bytes);
        return bytes;
    }
}
