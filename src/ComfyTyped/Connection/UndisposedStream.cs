using ComfyTyped.Diagnostics;

namespace ComfyTyped.Connection;

/// <summary>A stream that someone else disposes: a request disposes its content, and the content of an upload is the caller's.</summary>
internal sealed class UndisposedStream(Stream inner, IProgress<long>? progress = null) : Stream
{
    private readonly long _start = inner.CanSeek ? inner.Position : 0;
    private long _read;

    public override bool CanRead => inner.CanRead;

    public override bool CanSeek => inner.CanSeek;

    public override bool CanWrite => false;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set
        {
            inner.Position = value;
            _read = value - _start;
        }
    }

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));

    public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

    private int Count(int bytes)
    {
        _read += bytes;
        ComfyTelemetry.BytesUploaded.Add(bytes);
        if (bytes > 0)
            progress?.Report(_read);
        return bytes;
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
