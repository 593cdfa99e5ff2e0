using System.Net;

namespace ComfyTyped.AspNetCore.Tests;

/// <summary>A body that announces itself, begins, and does not go on.</summary>
internal sealed class SlowContent : HttpContent
{
    private readonly long? _length;

    /// <param name="length">How long it says that it is; null for a body in chunks, which say nothing.</param>
    public SlowContent(long? length)
    {
        _length = length;
        Headers.Add("Content-Type", "application/json");
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _length.GetValueOrDefault();
        return _length is not null;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.WriteAsync("{"u8.ToArray(), cancellationToken);
        await stream.FlushAsync(cancellationToken);
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }
}
