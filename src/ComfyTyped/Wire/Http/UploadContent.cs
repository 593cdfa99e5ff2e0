using System.Net;

namespace ComfyTyped.Wire;

/// <summary>The body of an upload. Its limit runs while the server is waited for, to take bytes or to answer, and not while the source is, which has its own.</summary>
internal sealed class UploadContent : HttpContent
{
    private readonly HttpContent _inner;
    private readonly RequestLimit _limit;

    public UploadContent(HttpContent inner, RequestLimit limit)
    {
        _inner = inner;
        _limit = limit;
        Headers.ContentType = inner.Headers.ContentType;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await _inner.CopyToAsync(new TimedStream(stream, _limit), context, cancellationToken).ConfigureAwait(false);
        _limit.Restart();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _inner.Headers.ContentLength ?? 0;
        return _inner.Headers.ContentLength is not null;
    }

    private sealed class TimedStream(Stream inner, RequestLimit limit) : Stream
    {
        /// <summary>The limit is for one part, so that a slow line is not taken for a dead one.</summary>
        private const int PartSize = 16 * 1024;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            for (; buffer.Length > 0; buffer = buffer[Math.Min(PartSize, buffer.Length)..])
            {
                limit.Restart();
                await inner.WriteAsync(buffer[..Math.Min(PartSize, buffer.Length)], cancellationToken).ConfigureAwait(false);
            }
            limit.Pause();
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override async Task FlushAsync(CancellationToken cancellationToken)
        {
            limit.Restart();
            await inner.FlushAsync(cancellationToken).ConfigureAwait(false);
            limit.Pause();
        }

        public override void Flush() => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
