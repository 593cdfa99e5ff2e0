using System.Net;
using System.Text;
using ComfyTyped.Wire;
using Microsoft.AspNetCore.Http;

namespace ComfyTyped.Tests.Transport;

/// <summary>A server can send a download elsewhere, and nothing else; and not to where it has no business.</summary>
public class RedirectTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_handler_of_the_application_adds_stays_with_the_server(bool isClient)
    {
        var seen = new List<string>();
        await using StubServer storage = await StubServer.StartAsync(async context =>
        {
            seen.AddRange(context.Request.Headers.Keys);
            await context.Response.WriteAsync("the picture", Token);
        });
        await using StubServer server = await HistoryAsync(storage.Url + "/bucket?signature=s1gned");
        using var handler = new Adding();
        using var http = new HttpClient(handler, disposeHandler: false);
        await using ComfyClient comfy = server.Connect(options => _ = isClient ? options.HttpClient = http : (object)(options.HttpMessageHandler = handler));

        Assert.Equal("the picture", await ReadAsync(comfy));
        Assert.NotEmpty(seen);
        Assert.DoesNotContain("X-Handler-Auth", seen);
        Assert.True(handler.Requests > 0);
    }

    [Fact]
    public async Task Other_routes_are_not_read_elsewhere_and_the_failure_names_where_without_the_query()
    {
        await using StubServer storage = await StubServer.StartAsync(context => context.Response.WriteAsync("""{"queue_running":[],"queue_pending":[]}""", Token));
        await using StubServer server = await StubServer.StartAsync(context =>
        {
            context.Response.Redirect(storage.Url + "/api/queue?signature=s1gned");
            return Task.CompletedTask;
        });
        await using ComfyClient comfy = server.Connect();

        var failure = await Assert.ThrowsAsync<ComfyServerException>(() => comfy.Queue.GetAsync(Token));

        Assert.Contains($"302 to /api/queue. It redirects to {storage.Url}.", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s1gned", failure.ToString(), StringComparison.Ordinal);
        Assert.Empty(storage.Requests);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_prompt_is_not_sent_elsewhere_either(int status)
    {
        await using StubServer server = await StubServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "https://other.example/comfy/api/prompt?token=s1gned";
            return Task.CompletedTask;
        });
        await using ComfyClient comfy = server.Connect(options => options.ConnectionMode = ConnectionMode.PollingOnly);

        var failure = await Assert.ThrowsAsync<ComfyServerException>(
            () => comfy.RunAsync(new RawWorkflow("""{"1":{"class_type":"Bad","inputs":{}}}"""), cancellationToken: Token));

        Assert.Contains("It redirects to https://other.example.", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s1gned", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_page_of_the_same_server_is_named()
    {
        await using StubServer server = await StubServer.StartAsync(context =>
        {
            if (context.Request.Path == "/api/prompt")
                context.Response.Redirect("/login?next=s1gned");
            return Task.CompletedTask;
        });
        await using ComfyClient comfy = server.Connect(options => options.ConnectionMode = ConnectionMode.PollingOnly);

        var failure = await Assert.ThrowsAsync<ComfyServerException>(
            () => comfy.RunAsync(new RawWorkflow("""{"1":{"class_type":"Bad","inputs":{}}}"""), cancellationToken: Token));

        Assert.Contains("It redirects to /login, which may be a login page.", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s1gned", failure.ToString(), StringComparison.Ordinal);
    }

    // Addresses to which no connection can be made, should one be tried.
    [Theory]
    [InlineData("http://255.255.255.255/?x=s1gned")]
    [InlineData("http://224.0.0.1/")]
    [InlineData("http://[ff02::1]/")]
    public async Task A_download_does_not_lead_to_where_the_server_has_no_business(string target)
    {
        await using StubServer server = await HistoryAsync(target);
        await using ComfyClient comfy = server.Connect();

        var failure = await Assert.ThrowsAsync<ComfyServerException>(() => ReadAsync(comfy));

        Assert.Equal(HttpStatusCode.Redirect, failure.StatusCode);
        Assert.Contains("which is not followed", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s1gned", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://8.8.8.8", "http://1.1.1.1/", true)]
    [InlineData("http://8.8.8.8", "http://[2606:4700::1]/", true)]
    [InlineData("http://8.8.8.8", "http://127.0.0.1/", false)]
    [InlineData("http://8.8.8.8", "http://127.1/", false)]
    [InlineData("http://8.8.8.8", "http://2130706433/", false)]
    [InlineData("http://8.8.8.8", "http://0x7f000001/", false)]
    [InlineData("http://8.8.8.8", "http://0.0.0.0/", false)]
    [InlineData("http://8.8.8.8", "http://localhost/", false)]
    [InlineData("http://8.8.8.8", "http://a.localhost/", false)]
    [InlineData("http://8.8.8.8", "http://[::1]/", false)]
    [InlineData("http://8.8.8.8", "http://[::]/", false)]
    [InlineData("http://8.8.8.8", "http://[::ffff:127.0.0.1]/", false)]
    [InlineData("http://8.8.8.8", "http://[64:ff9b::7f00:1]/", false)]
    [InlineData("http://8.8.8.8", "http://[2002:7f00:1::]/", false)]
    [InlineData("http://8.8.8.8", "http://[fe80::1]/", false)]
    [InlineData("http://8.8.8.8", "http://192.168.1.1/", false)]
    [InlineData("http://8.8.8.8", "http://172.16.0.1/", false)]
    [InlineData("http://8.8.8.8", "http://100.64.0.1/", false)]
    [InlineData("http://8.8.8.8", "http://168.63.129.16/", false)]
    [InlineData("http://8.8.8.8", "http://224.0.0.1/", false)]
    [InlineData("http://127.0.0.1", "http://127.0.0.2/", true)]
    [InlineData("http://localhost", "http://127.0.0.1/", true)]
    [InlineData("http://127.0.0.1", "http://1.1.1.1/", true)]
    [InlineData("http://127.0.0.1", "http://192.168.1.1/", false)]
    [InlineData("http://192.168.1.1", "http://10.1.2.3/", true)]
    [InlineData("http://192.168.1.1", "http://127.0.0.1/", false)]
    [InlineData("http://192.168.1.1", "http://169.254.169.254/", false)]
    public async Task Addresses_are_judged_by_where_they_lead(string server, string target, bool isAllowed)
    {
        var guard = new RedirectGuard(new Uri(server));

        Exception? refused = await Record.ExceptionAsync(() => guard.ThrowIfRefusedAsync(new Uri(target), Token).AsTask());

        Assert.Equal(isAllowed, refused is null);
    }

    [Theory]
    [InlineData("http://8.8.8.8", false)]
    [InlineData("http://127.0.0.1", true)]
    public async Task A_name_is_judged_by_what_it_means_when_it_is_looked_up(string server, bool isAllowed)
    {
        await using StubServer target = await StubServer.StartAsync(context => context.Response.WriteAsync("inside", Token));
        using var http = new HttpClient(ServerHandler.Create(TimeSpan.FromSeconds(30), new RedirectGuard(new Uri(server)).ResolveAsync));
        var uri = new UriBuilder(target.Url) { Host = "localhost" };

        Task<string> read = http.GetStringAsync(uri.Uri, Token);

        if (isAllowed)
            Assert.Equal("inside", await read);
        else
            Assert.IsType<RedirectGuard.RefusedException>((await Assert.ThrowsAsync<HttpRequestException>(() => read)).InnerException);
        Assert.Equal(isAllowed ? 1 : 0, target.Requests.Count);
    }

    /// <summary>A server with one finished run, whose file is elsewhere.</summary>
    private static Task<StubServer> HistoryAsync(string target) => StubServer.StartAsync(async context =>
    {
        if (context.Request.Path == "/api/view")
            context.Response.Redirect(target);
        else
            await context.Response.WriteAsync("""{"p":{"outputs":{"1":{"images":[{"filename":"a.png","subfolder":"","type":"output"}]}},"status":{"status_str":"success"}}}""", Token);
    });

    private static async Task<string> ReadAsync(ComfyClient comfy)
    {
        HistoryRun? run = await comfy.History.FindAsync("p", Token);
        return Encoding.UTF8.GetString(await run!.Outputs["1"].Files[0].ReadAsync(Token));
    }

    private sealed class Adding() : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        public int Requests { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests++;
            request.Headers.Add("X-Handler-Auth", "hush");
            return base.SendAsync(request, cancellationToken);
        }
    }
}
