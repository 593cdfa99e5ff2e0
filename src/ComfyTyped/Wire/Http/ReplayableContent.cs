using System.Net;

namespace ComfyTyped.Wire;

/// <summary>
/// A content that may be sent again when the server has refused it, perhaps before all of it was sent: the second sending waits until the first one has let
/// go of the stream.
/// </summary>
internal sealed class ReplayableContent : HttpContent
{
    private readonly HttpContent _inner;
    private Task _sending = Task.CompletedTask;

    public ReplayableContent(HttpContent inner)
    {
        _inner = inner;
        Headers.ContentType = inner.Headers.ContentType;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        _sending = _inner.CopyToAsync(stream, context, cancellationToken);
        await _sending.ConfigureAwait(false);
    }

    /// <summary>No length: a stream that cannot be rewound, so that this cannot be sent again.</summary>
    protected override bool TryComputeLength(out long length)
    {
        length = _inner.Headers.ContentLength ?? 0;
        return _inner.Headers.ContentLength is not null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _inner.Dispose();
        base.Dispose(disposing);
    }
}
