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
        RetryAfter = (innerException as ComfyServerException)?.RetryAfter;
    }

    /// <summary>Gets the HTTP status.</summary>
    public HttpStatusCode StatusCode { get; }

    /// <summary>Gets the beginning of the answer, at most <see cref="ComfyClientDefaults.ErrorBodyLength"/> characters; empty when there was none.</summary>
    public string Body { get; }

    /// <summary>Gets whether the answer was larger than <see cref="ComfyClientOptions.MaxResponseBytes"/>, as it will be the next time.</summary>
    internal bool IsTooLarge { get; init; }

    /// <summary>Gets how long the server or a proxy asks to wait before the next attempt (<c>Retry-After</c>), or null when it does not.</summary>
    public TimeSpan? RetryAfter { get; internal init; }
}
