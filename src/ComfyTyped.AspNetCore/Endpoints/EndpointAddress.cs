using Microsoft.AspNetCore.Http;

namespace ComfyTyped.AspNetCore.Endpoints;

/// <summary>Where callers find an endpoint: behind a path base and in a group with parameters as well.</summary>
internal static class EndpointAddress
{
    /// <param name="request">A request to it.</param>
    /// <param name="below">How many segments the request goes below it.</param>
    public static string Of(HttpRequest request, int below)
    {
        string path = request.PathBase.Add(request.Path).ToUriComponent().TrimEnd('/');
        for (int segment = 0; segment < below; segment++)
            path = path[..path.LastIndexOf('/')];
        return path;
    }
}
