namespace ComfyTyped.Tests.Batches;

/// <summary>A line to the server that can be cut, so that a client dies without a word to it.</summary>
internal sealed class SeverableHandler() : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
{
    private volatile bool _isSevered;

    /// <summary>Gets the path at which it breaks.</summary>
    public string? BreaksAt { get; init; }

    /// <summary>Gets or sets whether it is cut.</summary>
    public bool IsSevered { get => _isSevered; set => _isSevered = value; }

    public void Sever() => _isSevered = true;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _isSevered || request.RequestUri!.AbsolutePath == BreaksAt
            ? Task.FromException<HttpResponseMessage>(new HttpRequestException("The line is cut."))
            : base.SendAsync(request, cancellationToken);
}
