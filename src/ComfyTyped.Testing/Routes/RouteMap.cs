using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ComfyTyped.Testing.Routes;

/// <summary>Registers every route twice, with and without <c>/api</c>, as ComfyUI does.</summary>
internal sealed class RouteMap(IEndpointRouteBuilder endpoints)
{
    private static readonly string[] GetMethods = [HttpMethods.Get, HttpMethods.Head];

    public void Get(string path, RequestDelegate handler)
    {
        endpoints.MapMethods(path, GetMethods, handler);
        endpoints.MapMethods($"/api{path}", GetMethods, handler);
    }

    public void Post(string path, RequestDelegate handler)
    {
        endpoints.MapPost(path, handler);
        endpoints.MapPost($"/api{path}", handler);
    }
}
