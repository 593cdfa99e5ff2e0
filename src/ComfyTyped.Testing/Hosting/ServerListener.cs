using System.Net;
using ComfyTyped.Testing.Faults;
using ComfyTyped.Testing.Protocol;
using ComfyTyped.Testing.Routes;
using ComfyTyped.Testing.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ComfyTyped.Testing.Hosting;

/// <summary>An open port: requests and sockets. It knows nothing that its end would lose.</summary>
internal sealed class ServerListener : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly CancellationTokenSource _shutdown = new();

    private ServerListener(int port, ServerState state)
    {
        _app = Build(port);
        Map(_app, state, _shutdown.Token);
    }

    public Uri Url => new(_app.Urls.First() + "/");

    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<ServerListener> StartAsync(int port, ServerState state, CancellationToken cancellationToken)
    {
        var listener = new ServerListener(port, state);
        try
        {
            await listener._app.StartAsync(cancellationToken);
            return listener;
        }
        catch
        {
            await listener._app.DisposeAsync();
            listener._shutdown.Dispose();
            throw;
        }
    }

    /// <summary>Cuts the sockets, and lets requests end.</summary>
    public async ValueTask DisposeAsync()
    {
        await _shutdown.CancelAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _shutdown.Dispose();
    }

    private static WebApplication Build(int port)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = ServerFeatures.MaxUploadSize;
        });
        builder.Services.AddRoutingCore();
        builder.Services.Configure<FormOptions>(form => form.MultipartBodyLengthLimit = ServerFeatures.MaxUploadSize);
        // The console belongs to the program around the server.
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        return builder.Build();
    }

    private static void Map(WebApplication app, ServerState state, CancellationToken shutdown)
    {
        app.Use(new FaultMiddleware(state.Faults, state.Time, shutdown).InvokeAsync);
        app.Use(ErrorMiddleware.InvokeAsync);
        app.Use(OriginGuard.InvokeAsync);
        app.Use(SocketWire.TapAsync);
        // ComfyUI sends no pings of its own.
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = Timeout.InfiniteTimeSpan });
        app.UseRouting();
        var routes = new RouteMap(app);
        new PromptRoutes(state).Map(routes);
        new QueueRoutes(state).Map(routes);
        new HistoryRoutes(state).Map(routes);
        new JobRoutes(state).Map(app);
        new InfoRoutes(state).Map(routes);
        new ViewRoutes(state).Map(routes);
        new UploadRoutes(state).Map(routes);
        new SocketRoutes(state, shutdown).Map(routes);
    }
}
