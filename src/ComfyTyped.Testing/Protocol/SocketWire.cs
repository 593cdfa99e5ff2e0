using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ComfyTyped.Testing.Protocol;

/// <summary>The bytes below a WebSocket, for what no WebSocket would do: half a frame, a frame that is too large, and silence.</summary>
internal sealed class SocketWire(Stream inner, PipeWriter transport) : Stream
{
    private readonly SemaphoreSlim _writing = new(1);
    private volatile bool _isFrozen;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Middleware in front of the WebSockets': has the wire of each socket in the features of its request.</summary>
    public static Task TapAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } upgrade)
            http.Features.Set<IHttpUpgradeFeature>(new Tap(http.Features, upgrade));
        return next(http);
    }

    /// <summary>Writes bytes that nothing may come between.</summary>
    public async Task WriteRawAsync(IEnumerable<ReadOnlyMemory<byte>> parts, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            foreach (ReadOnlyMemory<byte> part in parts)
            {
                await inner.WriteAsync(part, cancellationToken);
                await inner.FlushAsync(cancellationToken);
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>From now on what is written is lost, and what comes is not noticed, except the end.</summary>
    public void Freeze() => _isFrozen = true;

    /// <summary>Ends the connection once what was written has left. Neither the WebSocket nor its request could: they abort.</summary>
    public void End() => transport.Complete();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count;
        do
            count = await inner.ReadAsync(buffer, cancellationToken);
        while (_isFrozen && count > 0);
        return count;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_isFrozen)
            await WriteRawAsync([buffer], cancellationToken);
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        inner.Dispose();
        base.Dispose(disposing);
    }

    private sealed class Tap(IFeatureCollection features, IHttpUpgradeFeature upgrade) : IHttpUpgradeFeature
    {
        public bool IsUpgradableRequest => upgrade.IsUpgradableRequest;

        public async Task<Stream> UpgradeAsync()
        {
            var wire = new SocketWire(await upgrade.UpgradeAsync(), features.GetRequiredFeature<IConnectionTransportFeature>().Transport.Output);
            features.Set(wire);
            return wire;
        }
    }
}
