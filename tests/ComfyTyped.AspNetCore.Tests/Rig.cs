using System.Text.Json;
using ComfyTyped.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.AspNetCore.Tests;

/// <summary>A web application on loopback, with a local image server behind it.</summary>
internal sealed class Rig : IAsyncDisposable
{
    public const string ApiKey = "key-that-nobody-may-see";

    private readonly WebApplication _app;
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _entered = new(0);
    private readonly SemaphoreSlim _interrupted = new(0);

    private Rig(ComfyServer server, WebApplication app)
    {
        Server = server;
        _app = app;
        Http = new HttpClient();
    }

    public ComfyServer Server { get; private set; }

    public HttpClient Http { get; }

    public Uri Url => new(_app.Urls.First());

    public IServiceProvider Services => _app.Services;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<Rig> StartAsync(
        Action<WebApplication> map,
        Action<ComfyServerOptions>? server = null,
        Action<WebApplicationBuilder>? configure = null,
        string environment = "Production")
    {
        Rig? rig = null;
        ComfyServer started = await ComfyServer.StartAsync(
            options =>
            {
                options.AddNode(
                    new NodeDefinition("Gated").Input("value", "STRING").Input("secret", "STRING").Output("STRING"),
                    (node, cancellationToken) => rig!.EnterAsync(node, cancellationToken));
                server?.Invoke(options);
            },
            Token);
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Logging.ClearProviders();
        builder.Services.AddComfyClient(options =>
        {
            options.Url = started.Url;
            options.ApiKey = ApiKey;
        });
        configure?.Invoke(builder);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        // A limit of the web server itself, which would end slow bodies before those of the endpoint can.
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MinRequestBodyDataRate = null);
        WebApplication app = builder.Build();
        map(app);
        await app.StartAsync(Token);
        return rig = new Rig(started, app);
    }

    /// <summary>Waits until a node of the class Gated runs.</summary>
    public Task EnteredAsync() => _entered.WaitAsync(Token);

    /// <summary>Waits until such a node was interrupted on the image server.</summary>
    public Task InterruptedAsync() => _interrupted.WaitAsync(Token);

    /// <summary>Lets these nodes end.</summary>
    public void Open() => _gate.TrySetResult();

    /// <summary>Sends a request with JSON.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, string json, string? accept = null, string? prefer = null) =>
        SendAsync(path, new StringContent(json, System.Text.Encoding.UTF8, "application/json"), accept, prefer);

    public async Task<HttpResponseMessage> SendAsync(string path, HttpContent? content, string? accept = null, string? prefer = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Url, path)) { Content = content };
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        if (prefer is not null)
            request.Headers.Add("Prefer", prefer);
        return await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
    }

    public Task<HttpResponseMessage> GetAsync(string path) => Http.GetAsync(new Uri(Url, path), HttpCompletionOption.ResponseHeadersRead, Token);

    public async Task<JsonElement> ReadAsync(string path)
    {
        using HttpResponseMessage response = await GetAsync(path);
        return await JsonAsync(response);
    }

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage response)
    {
        using JsonDocument json = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(Token), cancellationToken: Token);
        return json.RootElement.Clone();
    }

    /// <summary>Ends the application, as its host does; the image server goes on.</summary>
    public async Task StopAsync()
    {
        await _app.StopAsync(Token);
        await _app.DisposeAsync();
    }

    /// <summary>Ends the image server; the application goes on.</summary>
    public Task StopServerAsync() => Server.DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        await Server.DisposeAsync();
        _entered.Dispose();
        _interrupted.Dispose();
    }

    private async Task<NodeResult> EnterAsync(NodeContext node, CancellationToken cancellationToken)
    {
        _entered.Release();
        try
        {
            await _gate.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _interrupted.Release();
            throw;
        }
        return NodeResult.Of(node.Inputs.String("value"));
    }
}
