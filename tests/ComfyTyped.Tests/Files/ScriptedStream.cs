namespace ComfyTyped.Tests.Files;

/// <summary>A stream that cannot seek: one part, then something happens, then the other part.</summary>
internal sealed class ScriptedStream(ReadOnlyMemory<byte> first, Func<Task> between, ReadOnlyMemory<byte> second) : Stream
{
    private int _reads;

    public bool IsDisposed { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = _reads++;
        if (read == 1)
            await between().WaitAsync(cancellationToken);
        ReadOnlyMemory<byte> part = read switch { 0 => first, 1 => second, _ => default };
        part.CopyTo(buffer);
        return part.Length;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}
