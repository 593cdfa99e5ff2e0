using System.Net;
using System.Net.WebSockets;
using System.Security.Authentication;

namespace ComfyTyped.Wire;

/// <summary>What a failure of a server usually means, and what to do.</summary>
internal static class FailureHints
{
    private const int LongestPath = 200;

    private const string CertificateHint =
        $" To accept a certificate of your own, set {nameof(ComfyClientOptions)}.{nameof(ComfyClientOptions.HttpMessageHandler)}.";

    /// <returns>A sentence behind a space, or nothing.</returns>
    public static string For(HttpStatusCode status) => status switch
    {
        HttpStatusCode.RequestEntityTooLarge => " The file is larger than the server's --max-upload-size.",
        HttpStatusCode.Forbidden => " The server or a proxy refuses this client or its origin.",
        HttpStatusCode.Unauthorized => $" The server or a proxy requires credentials: see {nameof(ComfyClientOptions)}.{nameof(ComfyClientOptions.Headers)} and {nameof(ComfyClientOptions.Credentials)}, and {nameof(ComfyCloud)}.",
        HttpStatusCode.PaymentRequired => " The account does not have enough credits.",
        HttpStatusCode.TooManyRequests => " There were too many requests, or the account's subscription is not active.",
        HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => " A proxy answers in place of ComfyUI, which is down or too slow.",
        _ => "",
    };

    /// <summary>Explains the status that a WebSocket handshake was answered with.</summary>
    public static string ForHandshake(HttpStatusCode status) => status switch
    {
        HttpStatusCode.OK or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.UpgradeRequired =>
            $" A host without WebSockets needs {nameof(ConnectionMode)}.{nameof(ConnectionMode.PollingOnly)}.",
        _ => For(status),
    };

    /// <summary>Says where a redirect leads: to which server, or to which page of the same one. A query may be a secret, and so may a path elsewhere.</summary>
    /// <param name="location">The address as it was sent.</param>
    /// <param name="from">The address that was asked.</param>
    /// <returns>A sentence behind a space, or nothing.</returns>
    public static string ForRedirect(Uri? location, Uri from)
    {
        if (location is null || !Uri.TryCreate(from, location, out Uri? target))
            return "";
        if (OriginOf(target) != OriginOf(from))
            return $" It redirects to {OriginOf(target)}. If ComfyUI has moved there, use that address.";
        string path = target.AbsolutePath;
        return $" It redirects to {(path.Length > LongestPath ? path[..LongestPath] : path)}, which may be a login page.";
    }

    public static string OriginOf(Uri uri) => $"{uri.Scheme}://{uri.Authority}";

    /// <summary>Gives the reason of a connection that failed: for TLS it stands at the end of a chain of exceptions, and for a WebSocket behind the first.</summary>
    public static string ReasonOf(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is AuthenticationException)
                return cause.GetBaseException().Message + (cause.Message.Contains("certificate", StringComparison.Ordinal) ? CertificateHint : "");
        }
        return exception is WebSocketException { InnerException: { } reason } ? reason.Message : exception.Message;
    }
}
