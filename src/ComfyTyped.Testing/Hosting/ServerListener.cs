using System.Net;
using ComfyTyped.Testing.Cloud;
using ComfyTyped.Testing.Execution;
using ComfyTyped.Testing.Faults;
using ComfyTyped.Testing.Messages;
using ComfyTyped.Testing.Protocol;
using ComfyTyped.Testing.Routes;
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

    private ServerListener(int port, ServerState state, ComfyServerOptions options)
    {
        _app = Build(port, state.IsCloud);
        Map(_app, state, options, _shutdown.Token);
    }

    public Uri Url { get; private set; } = null!;

    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<ServerListener> StartAsync(int port, ServerState state, ComfyServerOptions options, CancellationToken cancellationToken)
    {
        var listener = new ServerListener(port, state, options);
        try
        {
            await listener._app.StartAsync(cancellationToken);
            Uri[] urls = [.. listener._app.Urls.Select(url => new Uri(url + "/"))];
            listener.Url = urls[0];
            if (state.Storage is { } storage)
                storage.Url = urls[1];
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

    private static WebApplication Build(int port, bool hasStorage)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            if (hasStorage)
                kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = ServerFeatures.MaxUploadSize;
        });
        builder.Services.AddRoutingCore();
        builder.Services.Configure<FormOptions>(form => form.MultipartBodyLengthLimit = ServerFeatures.MaxUploadSize);
        // The console belongs to the program around the server.
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        return builder.Build();
    }

    private static void Map(WebApplication app, ServerState state, ComfyServerOptions options, CancellationToken shutdown)
    {
        app.Use(new FaultMiddleware(state.Faults, state.Time, shutdown).InvokeAsync);
        app.Use(ErrorMiddleware.InvokeAsync);
        if (state.Version.IsOf2026)
            app.Use(EmptyAnswers.InvokeAsync);
        if (state.Storage is { } storage)
            app.Use(new CloudGate(options.ApiKey, storage).InvokeAsync);
        app.Use(OriginGuard.InvokeAsync);
        app.Use(SocketWire.TapAsync);
        // ComfyUI sends no pings of its own.
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = Timeout.InfiniteTimeSpan });
        app.UseRouting();
        var routes = new RouteMap(app, state.IsCloud);
        var intake = new PromptIntake(state);
        new PromptRoutes(state, intake).Map(routes);
        if (state.IsCloud)
        {
            new CloudRoutes(state).Map(routes);
        }
        else
        {
            new QueueRoutes(state).Map(routes);
            new HistoryRoutes(state).Map(routes);
        }

        new JobRoutes(state).Map(routes);
        new InfoRoutes(state).Map(routes);
        new ViewRoutes(state).Map(routes);
        new UploadRoutes(state).Map(routes);
        new SocketRoutes(state, options.AcceptsExecuteMessages ? new ExecuteMessages(intake) : null, shutdown).Map(routes);
    }
}
