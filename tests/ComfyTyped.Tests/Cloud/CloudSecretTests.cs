using System.Collections.Concurrent;
using System.Net;
using System.Text;
using ComfyTyped.Tests.Replay;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.Tests.Cloud;

/// <summary>The key goes to Comfy Cloud and nowhere else.</summary>
public class CloudSecretTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_log_no_handle_and_no_text_of_a_run_holds_the_key()
    {
        var log = new Notes();
        await using CloudServer server = await CloudServer.StartAsync();
        await using ComfyClient comfy = server.Connect(options => options.LoggerFactory = log);
        await using ComfyRun<RawResult> run = await comfy.StartAsync(new RawWorkflow(CloudServer.Picture), Token);
        RawResult result = await run.Result;
        await Assert.ThrowsAsync<NodeFailedException>(() => comfy.RunAsync(new RawWorkflow("""{"1":{"class_type":"Bad","inputs":{}}}"""), cancellationToken: Token));

        string handle = Encoding.UTF8.GetString(Convert.FromBase64String(Padded(run.Handle.Split('.')[2])));
        string[] texts = [.. log.Lines, handle, run.Handle, comfy.Url.AbsoluteUri, result["2"].Images[0].ToString(), ComfyCloud.Credential(CloudServer.Key).ToString()];
        Assert.NotEmpty(log.Lines);
        Assert.All(texts, AssertKeyless);
    }

    [Theory]
    [InlineData(ConnectionMode.Socket)]
    [InlineData(ConnectionMode.PollingOnly)]
    public async Task A_refused_key_is_struck_out_of_the_failure_although_the_server_echoes_it(ConnectionMode mode)
    {
        var log = new Notes();
        await using CloudServer server = await CloudServer.StartAsync(options => options.ApiKey = "another");
        await using ComfyClient comfy = server.Connect(options => (options.ConnectionMode, options.LoggerFactory) = (mode, log));

        Exception refused = await Assert.ThrowsAnyAsync<ComfyException>(() => comfy.RunAsync(new RawWorkflow(CloudServer.Picture), cancellationToken: Token));
        var failure = await Assert.ThrowsAsync<ComfyServerException>(() => comfy.Queue.GetAsync(Token));

        Assert.Equal(HttpStatusCode.Unauthorized, failure.StatusCode);
        Assert.Contains("no such key: ***", failure.Body, StringComparison.Ordinal);
        Assert.All([refused.ToString(), failure.ToString(), .. log.Lines], AssertKeyless);
    }

    [Fact]
    public async Task What_the_storage_says_of_a_signed_address_is_not_told_on()
    {
        Recording recording = Recording.Load("0.8.0", "success");
        await using ReplayServer storage = await ReplayServer.StartAsync(recording, new ReplayFaults { Answer = EchoAsync });
        await using CloudServer server = await CloudServer.StartAsync();
        await using ComfyClient comfy = server.Connect(options => options.HttpMessageHandler = new Detour(storage.Url + "/api/bucket?X-Signature=s1gned"));
        RawResult result = await comfy.RunAsync(new RawWorkflow(CloudServer.Picture), cancellationToken: Token);

        var failure = await Assert.ThrowsAsync<ComfyServerException>(() => result["2"].Images[0].ReadAsync(Token));

        Assert.Equal(HttpStatusCode.Forbidden, failure.StatusCode);
        Assert.DoesNotContain("s1gned", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(storage.Requests, request => request.Headers.ContainsKey("X-API-Key"));
    }

    [Fact]
    public async Task The_socket_has_the_key_in_its_address_only_and_requests_in_their_header_only()
    {
        Recording recording = Recording.Load("0.8.0", "success");
        var tokens = new ConcurrentQueue<string>();
        await using ReplayServer server = await ReplayServer.StartAsync(recording, new ReplayFaults
        {
            RefuseSocket = context =>
            {
                tokens.Enqueue(context.Request.Query["token"].ToString());
                return false;
            },
        });
        var options = new ComfyClientOptions { Url = new Uri(server.Url) };
        ComfyCloud.Configure(options, " " + CloudServer.Key + "\n");
        options.Dialect = ComfyDialect.Local;
        await using var comfy = new ComfyClient(options);

        await comfy.RunAsync(recording.ToWorkflow(), cancellationToken: Token);

        Assert.Equal([CloudServer.Key], tokens);
        Assert.DoesNotContain("X-API-Key", server.SocketHeaders.Keys);
        Assert.All(server.Requests, request => Assert.Equal(CloudServer.Key, request.Headers["X-API-Key"]));
        Assert.DoesNotContain(server.Requests, request => request.Body.Contains("secret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("one\r\ntwo")]
    public void A_key_that_cannot_be_one_is_refused_at_once(string key)
    {
        var refused = Assert.ThrowsAny<ArgumentException>(() => ComfyCloud.Options(key));

        Assert.DoesNotContain("two", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_address_is_the_clouds_unless_the_options_name_another()
    {
        var elsewhere = new ComfyClientOptions { Url = new Uri("https://cloud.example/") };
        ComfyCloud.Configure(elsewhere, CloudServer.Key);

        Assert.Equal((new Uri("https://cloud.comfy.org/"), ComfyDialect.Cloud), (ComfyCloud.Options(CloudServer.Key).Url, elsewhere.Dialect));
        Assert.Equal("https://cloud.example/", elsewhere.Url.AbsoluteUri);
    }

    private static void AssertKeyless(string text)
    {
        Assert.DoesNotContain(CloudServer.Key, text, StringComparison.Ordinal);
        Assert.DoesNotContain("0123", text, StringComparison.Ordinal);
    }

    private static string Padded(string text) => text.Replace('-', '+').Replace('_', '/') + new string('=', (4 - (text.Length % 4)) % 4);

    private static async Task<bool> EchoAsync(HttpContext context)
    {
        context.Response.StatusCode = 403;
        await context.Response.WriteAsync($"SignatureDoesNotMatch {context.Request.QueryString}");
        return true;
    }

    /// <summary>Sends the requests for files elsewhere.</summary>
    private sealed class Detour(string target) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            if (request.RequestUri!.AbsolutePath == "/api/view")
                response.Headers.Location = new Uri(target);
            return response;
        }
    }

    /// <summary>Keeps all that is logged.</summary>
    private sealed class Notes : ILoggerFactory, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
