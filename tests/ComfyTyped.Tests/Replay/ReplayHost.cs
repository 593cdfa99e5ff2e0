using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace ComfyTyped.Tests.Replay;

/// <summary>A web server for one replay, or for many at once, each below a path of its own: to start a web server takes longer than most replays do.</summary>
internal sealed class ReplayHost : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, RequestDelegate> _replays = new();
    private readonly WebApplication _app;
    private string _url = "";

    private ReplayHost()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.UseWebSockets();
        _app.Run(HandleAsync);
    }

    public static async Task<ReplayHost> StartAsync()
    {
        var host = new ReplayHost();
        await host._app.StartAsync();
        host._url = host._app.Urls.Single();
        return host;
    }

    /// <returns>The URL of the replay.</returns>
    public string Add(string path, RequestDelegate replay)
    {
        _replays[path] = replay;
        return _url + path;
    }

    public void Remove(string path) => _replays.TryRemove(path, out _);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private Task HandleAsync(HttpContext context)
    {
        foreach ((string path, RequestDelegate replay) in _replays)
        {
            if (!context.Request.Path.StartsWithSegments(path, StringComparison.Ordinal, out PathString rest))
                continue;
            (context.Request.PathBase, context.Request.Path) = (path, rest);
            return replay(context);
        }
        context.Response.StatusCode = 404;
        return Task.CompletedTask;
    }
}
