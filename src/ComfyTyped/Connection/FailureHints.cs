using System.Net;

namespace ComfyTyped.Connection;

/// <summary>What a failure of a server usually means, and what to do.</summary>
internal static class FailureHints
{
    /// <returns>A sentence behind a space, or nothing.</returns>
    public static string For(HttpStatusCode status) => status switch
    {
        HttpStatusCode.RequestEntityTooLarge => " It is larger than the server's --max-upload-size.",
        HttpStatusCode.Forbidden => " The server or a proxy refuses this client or its origin.",
        HttpStatusCode.Unauthorized => " The server or a proxy wants credentials: see ComfyClientOptions.Headers and Credentials, and ComfyCloud.",
        HttpStatusCode.PaymentRequired => " The account has not enough credits.",
        HttpStatusCode.TooManyRequests => " There were too many requests, or the account's subscription is not active.",
        _ => "",
    };
}
