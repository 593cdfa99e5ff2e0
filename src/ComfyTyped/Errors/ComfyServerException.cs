using System.Net;

namespace ComfyTyped;

/// <summary>The server answered a request with a failure that has no exception of its own.</summary>
public sealed class ComfyServerException : ComfyException
{
    internal ComfyServerException(string message, HttpStatusCode statusCode, string body, Exception? innerException = null)
        : base(message, innerException)
    {
        StatusCode = statusCode;
        Body = body;
    }

    /// <summary>Gets the HTTP status.</summary>
    public HttpStatusCode StatusCode { get; }

    /// <summary>Gets the beginning of the answer, at most <see cref="ComfyClientDefaults.ErrorBodyLength"/> characters; empty when there was none.</summary>
    public string Body { get; }
}
