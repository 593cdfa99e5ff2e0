using System.Net.Http.Headers;
using System.Text;
using ComfyTyped.Tests.Replay;
using Microsoft.AspNetCore.Http;

namespace ComfyTyped.Tests;

/// <summary>What a client must not tell to anyone but its server.</summary>
public class SecretTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Default_headers_of_a_given_client_do_not_follow_a_redirect_to_another_server()
    {
        Recording recording = Recording.Load("0.8.0", "success");
        await using ReplayServer storage = await ReplayServer.StartAsync(recording, new ReplayFaults { Answer = context => AnswerAsync(context, 200, "the picture") });
        await using ReplayServer server = await RedirectingAsync(recording, storage.Url + "/api/bucket");
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "hush");
        await using ComfyClient comfy = Clients.For(server, options => options.HttpClient = http);

        RawResult result = await comfy.RunAsync(recording.ToWorkflow(), cancellationToken: Token);

        Assert.Equal("the picture", Encoding.UTF8.GetString(await result["2"].Images[0].ReadAsync(Token)));
        Assert.DoesNotContain("Authorization", Assert.Single(storage.Requests).Headers.Keys);
        Assert.All(server.Requests, request => Assert.Equal("Bearer hush", request.Headers["Authorization"]));
    }

    [Theory]
    [InlineData("http://[")]
    [InlineData("//")]
    [InlineData("http://host:99999/")]
    [InlineData("file:///etc/passwd")]
    public async Task A_redirect_to_nowhere_is_a_failure_of_the_server(string location)
    {
        Recording recording = Recording.Load("0.8.0", "success");
        await using ReplayServer server = await RedirectingAsync(recording, location);
        await using ComfyClient comfy = Clients.For(server);
        RawResult result = await comfy.RunAsync(recording.ToWorkflow(), cancellationToken: Token);

        var failure = await Assert.ThrowsAsync<ComfyServerException>(() => result["2"].Images[0].ReadAsync(Token));

        Assert.Equal(302, (int)failure.StatusCode);
    }

    [Theory]
    [InlineData("http://me:open%20sesame@", null, "open sesame")]
    [InlineData("http://", "Bearer t0ken", "t0ken")]
    [InlineData("http://", "Key \"quoted\"", "Key \\u0022quoted\\u0022")]
    public async Task A_secret_is_struck_out_however_it_is_echoed(string scheme, string? authorization, string echo)
    {
        Recording recording = Recording.Load("0.8.0", "success");
        await using ReplayServer server = await ReplayServer.StartAsync(recording, new ReplayFaults { Answer = context => AnswerAsync(context, 401, $"not {echo}!") });
        var options = new ComfyClientOptions();
        if (authorization is not null)
            options.Headers["Authorization"] = authorization;
        await using var comfy = new ComfyClient(server.Url.Replace("http://", scheme, StringComparison.Ordinal), options);

        var failure = await Assert.ThrowsAsync<ComfyServerException>(() => comfy.GetSystemStatsAsync(Token));

        Assert.Equal("not ***!", failure.Body);
    }

    [Theory]
    [InlineData("Bad Name", "hush")]
    [InlineData("X-Key", "one\r\nX-Other: two")]
    public void A_header_that_cannot_be_sent_is_refused_at_once(string name, string value)
    {
        var options = new ComfyClientOptions();
        options.Headers[name] = value;

        var refused = Assert.Throws<ArgumentException>(() => new ComfyClient("http://h", options));

        Assert.DoesNotContain(value, refused.Message, StringComparison.Ordinal);
    }

    private static Task<ReplayServer> RedirectingAsync(Recording recording, string location) => ReplayServer.StartAsync(recording, new ReplayFaults
    {
        Answer = context =>
        {
            if (context.Request.Path != "/api/view")
                return Task.FromResult(false);
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = location;
            return Task.FromResult(true);
        },
    });

    private static async Task<bool> AnswerAsync(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        await context.Response.WriteAsync(body);
        return true;
    }
}
