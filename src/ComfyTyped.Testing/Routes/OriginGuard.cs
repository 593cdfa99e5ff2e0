using System.Net;
using Microsoft.AspNetCore.Http;

namespace ComfyTyped.Testing.Routes;

/// <summary>Refuses pages of other sites: a loopback host answers only to its own origin (since 0.2.3).</summary>
internal static class OriginGuard
{
    public static Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        if (!IsForeign(http.Request))
            return next(http);
        http.Response.ContentType = "application/octet-stream";
        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private static bool IsForeign(HttpRequest request)
    {
        if (!Uri.TryCreate(request.Headers.Origin.ToString(), UriKind.Absolute, out Uri? origin) || !IsLoopback(request.Host.Host))
            return false;
        bool samePort = request.Host.Port is not { } port || origin.IsDefaultPort || origin.Port == port;
        return !samePort || !string.Equals(origin.Host, request.Host.Host, StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsLoopback(string host) =>
        host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));
}
