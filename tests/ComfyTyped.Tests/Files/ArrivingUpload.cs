namespace ComfyTyped.Tests.Files;

/// <summary>Tells when the first bytes of an upload's content have left, before the rest is there.</summary>
internal sealed class ArrivingUpload() : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task HasBegun => _begun.Task;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is { } form && request.RequestUri!.AbsolutePath.EndsWith("/upload/image", StringComparison.Ordinal))
        {
            var received = new Receiver(_begun);
            await form.CopyToAsync(received, cancellationToken);
            var copy = new ByteArrayContent(received.ToArray());
            copy.Headers.ContentType = form.Headers.ContentType;
            request.Content = copy;
        }
        return await base.SendAsync(request, cancellationToken);
    }

    private sealed class Receiver(TaskCompletionSource begun) : MemoryStream
    {
        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await base.WriteAsync(buffer, cancellationToken);
            if (buffer.Span.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47]))
                begun.TrySetResult();
        }
    }
}
