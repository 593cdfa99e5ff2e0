using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.Package.Tests;

/// <summary>A registry that has no packages, but knows the vulnerabilities of those of others (NuGet's <c>auditSources</c>).</summary>
internal sealed class AdvisoryServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private AdvisoryServer(WebApplication application) => _application = application;

    public string Index => $"{_application.Urls.First()}/index.json";

    /// <summary>Starts one.</summary>
    /// <param name="advisories">By package, as the registry's format has it; null when the server fails to tell.</param>
    public static async Task<AdvisoryServer> StartAsync(string? advisories)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new AdvisoryServer(builder.Build());
        server._application.MapGet("/index.json", (HttpRequest request) => Results.Text(
            $$"""{"version":"3.0.0","resources":[{"@id":"{{request.Scheme}}://{{request.Host}}/list.json","@type":"VulnerabilityInfo/6.7.0"}]}""", "application/json"));
        server._application.MapGet("/list.json", (HttpRequest request) => advisories is null ? Results.NotFound() : Results.Text(
            $$"""[{"@name":"base","@id":"{{request.Scheme}}://{{request.Host}}/base.json","@updated":"2026-01-01T00:00:00Z"}]""", "application/json"));
        server._application.MapGet("/base.json", () => Results.Text(advisories, "application/json"));
        await server._application.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
