using Microsoft.AspNetCore.Http;

namespace ComfyTyped.Testing;

/// <summary>A fault on the way of a request or of its answer. Its occasions are the requests that it fits.</summary>
public abstract record HttpFault : Fault
{
    internal const string SocketPath = "/ws";

    private protected HttpFault()
    {
    }

    /// <summary>Gets the method that it is about, such as <c>POST</c>.</summary>
    /// <value>The default is <c>null</c>: all methods.</value>
    public string? Method { get; init; }

    /// <summary>Gets the path that it is about, without <c>/api</c>: <c>/prompt</c>, <c>/queue</c>; with a <c>*</c> at the end, all that begin so: <c>/history/*</c>.</summary>
    /// <value>The default is <c>null</c>: all paths but <c>/ws</c>, the handshake of the socket.</value>
    public string? Path { get; init; }

    /// <summary>Gets which requests are meant, of those that the other properties leave.</summary>
    /// <value>The default is <c>null</c>: all of them.</value>
    public Func<ReceivedRequest, bool>? When { get; init; }

    internal override void Validate()
    {
        base.Validate();
        if (Path is not null && (!Path.StartsWith('/') || Path.StartsWith("/api/", StringComparison.Ordinal)))
            throw new ArgumentException($"The path '{Path}' must begin with a slash, and not with /api: both forms are meant.", nameof(Path));
    }

    internal bool Fits(ReceivedRequest request) =>
        (Method is null || string.Equals(Method, request.Method, StringComparison.OrdinalIgnoreCase))
        && FitsPath(request.Path)
        && When?.Invoke(request) != false;

    /// <summary>Does it to a request.</summary>
    /// <param name="http">The request.</param>
    /// <param name="next">Lets the server act and answer.</param>
    /// <param name="pause">Waits by the clock of the server's options, as long as the client and the server are there.</param>
    internal abstract Task AnswerAsync(HttpContext http, RequestDelegate next, Func<TimeSpan, Task> pause);

    private bool FitsPath(string path) => Path switch
    {
        null => path != SocketPath,
        [.. var start, '*'] => path.StartsWith(start, StringComparison.Ordinal),
        _ => Path == path,
    };
}
