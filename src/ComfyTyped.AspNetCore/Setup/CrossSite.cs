using ComfyTyped.AspNetCore.Failures;
using Microsoft.AspNetCore.Http;

namespace ComfyTyped.AspNetCore.Setup;

/// <summary>
/// Keeps pages of other sites from using what a browser sends along by itself: cookies, client certificates, a place inside the network. Every browser names the
/// origin of a page that posts, over plain HTTP as well; over HTTPS and on the same machine it also says how that relates to the address it posts to. Whatever
/// sends neither is not a browser, has nothing to send along unasked, and passes.
/// </summary>
/// <param name="allowedOrigins">The origins of other sites that may start and cancel runs.</param>
internal sealed class CrossSite(IEnumerable<string> allowedOrigins)
{
    private const string SameOrigin = "same-origin";

    /// <summary>A person did it: typed the address, opened a bookmark.</summary>
    private const string NoSite = "none";

    private readonly HashSet<string> _allowed = new(allowedOrigins.Select(origin => Normalize(origin)!), StringComparer.Ordinal);

    /// <summary>An origin as browsers write it: in lower case, without the default port; null for what is not one.</summary>
    public static string? Normalize(string? origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri) && uri is { AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" } && uri.Scheme is "http" or "https"
            ? $"{uri.Scheme}://{uri.IdnHost.ToLowerInvariant()}{(uri.IsDefaultPort ? "" : $":{uri.Port}")}"
            : null;

    /// <exception cref="ProblemException">A page of another site sent it.</exception>
    public void ThrowIfForeign(HttpRequest request)
    {
        string? site = request.Headers["Sec-Fetch-Site"];
        string? origin = request.Headers.Origin;
        if (origin is not null && Normalize(origin) is { } known && _allowed.Contains(known))
            return;
        bool isOwn = string.IsNullOrEmpty(site) ? origin is null || IsOwn(origin, request) : site is SameOrigin or NoSite;
        if (!isOwn)
            throw new ProblemException(Problem.CrossSite);
    }

    private static bool IsOwn(string origin, HttpRequest request) =>
        Normalize(origin) is { } known && known == Normalize($"{request.Scheme}://{request.Host.ToUriComponent()}");
}
