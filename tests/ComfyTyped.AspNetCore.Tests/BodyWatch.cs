using Microsoft.AspNetCore.Builder;
namespace ComfyTyped.AspNetCore.Tests;

/// <summary>Tells when an application begins to read the body of a request.</summary>
internal sealed class BodyWatch : IDisposable
{
    private readonly SemaphoreSlim _read = new(0);

    /// <summary>Watches the requests of an application.</summary>
    public void Watch(WebApplication app) => app.Use((context, next) =>
    {
        context.Request.Body = new WatchedStream(context.Request.Body, _read);
        return next(context);
    });

    /// <summary>Waits until another body is read.</summary>
    public Task ReadAsync() => _read.WaitAsync(TestContext.Current.CancellationToken);

    public void Dispose() => _read.Dispose();

    private sealed class WatchedStream(Stream inner, SemaphoreSlim read) : Stream
    {
        private bool _isRead;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => inner.Length;

        public override long Position
        {
            get => inner.Position;
            set => inner.Position = value;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (!_isRead)
            {
                _isRead = true;
                read.Release();
            }
            return inner.ReadAsync(buffer, cancellationToken);
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }
    }
}
