using System.Text.Json.Nodes;
using ComfyTyped.Testing.Execution;
using ComfyTyped.Testing.Protocol;
using Microsoft.AspNetCore.Http;

namespace ComfyTyped.Testing.Cloud;

/// <summary>Lets in who has the key: in a header, or for the socket in its URL. The storage is another door.</summary>
internal sealed class CloudGate(string? apiKey, SignedStorage storage)
{
    private static readonly PathString[] Public = ["/api/system_stats", "/api/features", "/api/experiment/models"];

    public Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        if (storage.Serves(http))
            return storage.AnswerAsync(http);
        string given = http.Request.Path == "/ws" ? http.Request.Query["token"].ToString() : http.Request.Headers["X-API-Key"].ToString();
        bool isKnown = apiKey is null ? given.Length > 0 : given == apiKey;
        return isKnown || Public.Any(path => http.Request.Path.StartsWithSegments(path)) ? next(http) : RefuseAsync(http, given);
    }

    /// <summary>A careless server that echoes what it was sent, so that a client can be seen to strike it out.</summary>
    private static Task RefuseAsync(HttpContext http, string given) => HttpJson.WriteAsync(
        http.Response, new JsonObject { ["code"] = "UNAUTHORIZED", ["message"] = $"no such key: {given}" }, StatusCodes.Status401Unauthorized);
}
