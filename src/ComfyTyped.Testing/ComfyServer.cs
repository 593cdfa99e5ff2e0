using System.Net;
using ComfyTyped.Testing.Catalog;
using ComfyTyped.Testing.Cloud;
using ComfyTyped.Testing.Execution;
using ComfyTyped.Testing.Guide;
using ComfyTyped.Testing.Nodes;
using ComfyTyped.Testing.Protocol;
using ComfyTyped.Testing.Routes;
using ComfyTyped.Testing.Sockets;
using ComfyTyped.Testing.Validation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ComfyTyped.Testing;

/// <summary>
/// A server in this process that speaks ComfyUI's protocol on a loopback port. It really executes simple image nodes, simulates
/// models and samplers, and keeps everything it stores in one folder.
/// </summary>
/// <example><code>
/// await using ComfyServer server = await ComfyServer.StartAsync();
/// using var http = new HttpClient { BaseAddress = server.Url };
/// </code></example>
public sealed class ComfyServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly CancellationTokenSource _shutdown;
    private readonly PromptQueue _queue;
    private readonly DataDirectory _data;
    private readonly Task _working;

    private ComfyServer(WebApplication app, ServerState state, CancellationTokenSource shutdown)
    {
        _app = app;
        _shutdown = shutdown;
        _queue = state.Queue;
        _data = state.Data;
        Nodes = state.Nodes;
        Uri[] urls = [.. app.Urls.Select(url => new Uri(url + "/"))];
        Url = urls[0];
        if (state.Storage is { } storage)
            storage.Url = urls[1];
        _working = Task.Run(() => state.Worker.RunAsync(shutdown.Token));
    }

    /// <summary>Where the server listens, such as <c>http://127.0.0.1:54321/</c>.</summary>
    public Uri Url { get; }

    /// <summary>The node classes that the server knows. More can be added while it runs.</summary>
    public NodeRegistry Nodes { get; }

    /// <summary>The folder with the subfolders <c>input</c>, <c>output</c> and <c>temp</c>.</summary>
    public string DataDirectory => _data.Root;

    /// <summary>Starts a server. It accepts requests when the task completes.</summary>
    /// <param name="configure">Changes the options. Default: none.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <returns>The running server; dispose it to stop it.</returns>
    /// <exception cref="IOException">The port is taken, or the data folder cannot be created.</exception>
    public static async Task<ComfyServer> StartAsync(Action<ComfyServerOptions>? configure = null, CancellationToken cancellationToken = default)
    {
        var options = new ComfyServerOptions();
        configure?.Invoke(options);
        var shutdown = new CancellationTokenSource();
        ServerState state = Create(options);
        WebApplication app = Build(options.Port, state.IsCloud);
        Map(app, state, options, shutdown.Token);
        try
        {
            await app.StartAsync(cancellationToken);
            return new ComfyServer(app, state, shutdown);
        }
        catch
        {
            await app.DisposeAsync();
            state.Queue.Dispose();
            state.Data.Dispose();
            shutdown.Dispose();
            throw;
        }
    }

    /// <summary>Stops the server: ends the running prompt, closes the sockets, and deletes the data folder unless the options named one.</summary>
    /// <returns>A task that completes when all is gone.</returns>
    public async ValueTask DisposeAsync()
    {
        if (_shutdown.IsCancellationRequested)
            return;
        await _shutdown.CancelAsync();
        await _working;
        await _app.StopAsync();
        await _app.DisposeAsync();
        _queue.Dispose();
        _data.Dispose();
        _shutdown.Dispose();
    }

    private static ServerState Create(ComfyServerOptions options)
    {
        bool isCloud = options.Dialect == ComfyServerDialect.Cloud;
        var version = new ComfyVersion(isCloud ? ComfyVersion.OfCloud : options.ComfyUIVersion);
        var data = new DataDirectory(options.DataDirectory);
        var files = new ServerFiles(new Dictionary<string, IReadOnlyList<string>>(options.Models, StringComparer.Ordinal), data);
        var nodes = new NodeRegistry();
        foreach (NodeBehavior behavior in BuiltInNodes.All(data).Concat(options.Nodes))
            nodes.Add(behavior);
        var sockets = new SocketHub(tellsAll: isCloud);
        var queue = new PromptQueue(sockets);
        var history = new PromptHistory();
        var settings = new RunSettings(version, data, options.StepDelay, options.TimeProvider);
        var worker = new PromptWorker(queue, history, sockets, nodes, settings);
        var validator = new PromptValidator(nodes, files, version);
        return new ServerState(version, data, files, nodes, sockets, queue, history, worker, validator, options.TimeProvider, isCloud ? new SignedStorage() : null);
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
        app.Use(ErrorMiddleware.InvokeAsync);
        if (state.Storage is { } storage)
            app.Use(new CloudGate(options.ApiKey, storage).InvokeAsync);
        app.Use(OriginGuard.InvokeAsync);
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
