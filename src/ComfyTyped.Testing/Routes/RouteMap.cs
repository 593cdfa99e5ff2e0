using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ComfyTyped.Testing.Routes;

/// <summary>Registers every route twice, with and without <c>/api</c>, as ComfyUI does; Comfy Cloud has the socket without, and all else with it.</summary>
internal sealed class RouteMap(IEndpointRouteBuilder endpoints, bool isCloud)
{
    private static readonly string[] GetMethods = [HttpMethods.Get, HttpMethods.Head];

    public void Get(string path, RequestDelegate handler)
    {
        foreach (string form in Forms(path))
            endpoints.MapMethods(form, GetMethods, handler);
    }

    public void Post(string path, RequestDelegate handler)
    {
        foreach (string form in Forms(path))
            endpoints.MapPost(form, handler);
    }

    /// <summary>Registers a route that exists with the prefix only.</summary>
    public void GetApi(string path, RequestDelegate handler) => endpoints.MapMethods($"/api{path}", GetMethods, handler);

    /// <inheritdoc cref="GetApi"/>
    public void PostApi(string path, RequestDelegate handler) => endpoints.MapPost($"/api{path}", handler);

    private string[] Forms(string path) => !isCloud ? [path, $"/api{path}"] : path == "/ws" ? [path] : [$"/api{path}"];
}
