using System.Net;
using System.Net.Sockets;
using System.Text;
using ComfyTyped.Options;
using Polly;

namespace ComfyTyped.Wire;

/// <summary>Says what went wrong with a request in exceptions of this library, without the secrets of the client.</summary>
internal sealed class HttpFailures(ServerAddress address, CredentialCache credentials)
{
    /// <summary>How many bytes of a failure's body are of use.</summary>
    public const int LongestBody = 4 * ComfyClientDefaults.ErrorBodyLength;

    /// <summary>Gives the exception for an answer that is a failure, or is not one of ComfyUI's.</summary>
    public ComfyServerException Of(string route, HttpAnswer answer)
    {
        ReadOnlySpan<byte> body = answer.Body.Span;
        bool isCut = answer.IsCut || body.Length > LongestBody;
        string text = Encoding.UTF8.GetString(body[..Math.Min(body.Length, LongestBody)]);
        // Before it is cut to the length of an exception: half a secret would not be found any more.
        text = (isCut ? credentials.Redactor.RedactCut(text) : credentials.Redactor.Redact(text)).Trim();
        if (text.Length > ComfyClientDefaults.ErrorBodyLength)
            text = text[..ComfyClientDefaults.ErrorBodyLength];
        string hint = answer.Redirect is { } redirect ? credentials.Redactor.Redact(redirect) : FailureHints.For(answer.Status);
        string excerpt = text.Length == 0 ? "" : $" It says: {text}";
        return new ComfyServerException($"The server answered {(int)answer.Status} to {NameOf(route)}.{hint}{excerpt}", answer.Status, text) { RetryAfter = answer.RetryAfter };
    }

    public ComfyServerException TooLarge(string route, HttpStatusCode status, int limit) => new(
        $"The answer of {address.Http} to {NameOf(route)} is larger than {limit} bytes ({nameof(ComfyClientOptions)}.{nameof(ComfyClientOptions.MaxResponseBytes)}).",
        status,
        "") { IsTooLarge = true };

    /// <summary>Gives the exception for a failure of the transport; a cancellation carries the caller's own token. Null for any other exception.</summary>
    /// <param name="exception">The failure.</param>
    /// <param name="route">The route that was asked.</param>
    /// <param name="uri">The address, to which a redirect may have led.</param>
    /// <param name="limit">The limit of the request.</param>
    public Exception? Of(Exception exception, string route, Uri uri, RequestLimit limit) => exception switch
    {
        OperationCanceledException when limit.Caller.IsCancellationRequested =>
            new OperationCanceledException(exception.Message, exception, limit.Caller),
        OperationCanceledException when limit.Token.IsCancellationRequested =>
            new ComfyConnectionException($"{NameOf(uri)} did not answer {NameOf(route)} within {limit.Description}.", exception),
        RedirectGuard.RefusedException or { InnerException: RedirectGuard.RefusedException } => new ComfyServerException(
            $"The server redirects {NameOf(route)} to {NameOf(uri)}, which is not followed. {RedirectGuard.RefusedException.Reason}",
            HttpStatusCode.Redirect,
            "",
            exception),
        // The first is a time limit of a handler; the last a timeout, an open circuit or a limit of a resilience handler of the application. .NET does not wrap a
        // SocketException of a connection that the server resets as soon as it is made.
        OperationCanceledException or HttpRequestException or IOException or SocketException or OneTimeContent.SentAgainException or ExecutionRejectedException =>
            new ComfyConnectionException($"{NameOf(uri)} cannot be reached for {NameOf(route)}: {FailureHints.ReasonOf(exception)}", exception),
        _ => null,
    };

    /// <summary>The path as it was asked for, so that a mistake in the address shows. A query may hold a secret.</summary>
    private string NameOf(string route) => address.Api(route).AbsolutePath;

    private string NameOf(Uri uri) => address.IsSameOrigin(uri) ? address.Http.AbsoluteUri : FailureHints.OriginOf(uri);
}
