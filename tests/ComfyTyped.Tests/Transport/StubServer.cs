using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ComfyTyped.Tests.Transport;

/// <summary>A web server on loopback that answers as a test wants it to, well or badly.</summary>
internal sealed class StubServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StubServer(RequestDelegate answer, X509Certificate2? certificate)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen => Listen(listen, certificate));
        });
        if (certificate is not null)
            builder.WebHost.UseKestrelHttpsConfiguration();
        _app = builder.Build();
        _app.UseWebSockets();
        _app.Run(context =>
        {
            Requests.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
            return answer(context);
        });
    }

    public string Url => _app.Urls.Single();

    public ConcurrentQueue<string> Requests { get; } = new();

    public static async Task<StubServer> StartAsync(RequestDelegate answer, X509Certificate2? certificate = null)
    {
        var server = new StubServer(answer, certificate);
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public ComfyClient Connect(Action<ComfyClientOptions>? configure = null)
    {
        var options = new ComfyClientOptions { Retry = new RetryOptions { MaxRetries = 0 } };
        configure?.Invoke(options);
        return new ComfyClient(Url, options);
    }

    /// <summary>Leaves a request without an answer until its client gives up.</summary>
    public static Task HangAsync(HttpContext context) => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private static void Listen(ListenOptions listen, X509Certificate2? certificate)
    {
        if (certificate is not null)
            listen.UseHttps(certificate);
    }
}
