using System.Net;

namespace ComfyTyped.Wire;

/// <summary>
/// A body that leaves once. A handler of the application that retries or hedges would send a prompt again without asking whether the server has it; a
/// request that has not left yet, since there was no connection, it may try as often as it likes.
/// </summary>
internal sealed class OneTimeContent : HttpContent
{
    private readonly HttpContent _inner;
    private int _sendings;

    public OneTimeContent(HttpContent inner)
    {
        _inner = inner;
        Headers.ContentType = inner.Headers.ContentType;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        Interlocked.Increment(ref _sendings) == 1 ? _inner.CopyToAsync(stream, context, cancellationToken) : throw new SentAgainException();

    protected override bool TryComputeLength(out long length)
    {
        length = _inner.Headers.ContentLength ?? 0;
        return _inner.Headers.ContentLength is not null;
    }

    /// <summary>Not of the kinds that handlers take for a passing failure.</summary>
    internal sealed class SentAgainException()
        : InvalidOperationException("An HTTP handler of the application wanted to send it again after a failure, which only the client may do: it asks the server first.");
}
