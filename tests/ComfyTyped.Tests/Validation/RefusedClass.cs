using System.Net;

namespace ComfyTyped.Tests.Validation;

/// <summary>Answers for one node class with a failure, and counts all requests; the others go to the server.</summary>
internal sealed class RefusedClass(string classType, HttpStatusCode status) : DelegatingHandler(new SocketsHttpHandler())
{
    private int _requests;

    public int Requests => _requests;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _requests);
        return request.RequestUri!.AbsolutePath == $"/api/object_info/{classType}"
            ? Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent("500 Internal Server Error") })
            : base.SendAsync(request, cancellationToken);
    }
}
