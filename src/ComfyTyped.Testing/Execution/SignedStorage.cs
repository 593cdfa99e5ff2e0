using System.Collections.Concurrent;
using ComfyTyped.Testing.Protocol;
using Microsoft.AspNetCore.Http;

namespace ComfyTyped.Testing.Execution;

/// <summary>The storage behind Comfy Cloud: another origin, whose URLs are their own authorization. It refuses every other one.</summary>
internal sealed class SignedStorage
{
    private readonly ConcurrentDictionary<string, string> _paths = new(StringComparer.Ordinal);

    /// <summary>Where it listens.</summary>
    public Uri? Url { get; set; }

    /// <summary>Makes a URL for one file.</summary>
    public string Sign(string path)
    {
        string signature = Guid.NewGuid().ToString("N");
        _paths[signature] = path;
        return new Uri(Url!, $"bucket/{Uri.EscapeDataString(Path.GetFileName(path))}?X-Signature={signature}").AbsoluteUri;
    }

    public bool Serves(HttpContext http) => http.Connection.LocalPort == Url?.Port;

    public Task AnswerAsync(HttpContext http)
    {
        if (http.Request.Headers.ContainsKey("X-API-Key") || http.Request.Headers.ContainsKey("Authorization") || http.Request.Query.ContainsKey("token"))
            return HttpJson.WriteEmptyAsync(http.Response, StatusCodes.Status400BadRequest);
        return _paths.TryGetValue(http.Request.Query["X-Signature"].ToString(), out string? path)
            ? Results.File(path, enableRangeProcessing: true).ExecuteAsync(http)
            : HttpJson.WriteEmptyAsync(http.Response, StatusCodes.Status403Forbidden);
    }
}
