using System.Collections.Concurrent;
using System.Text;
using ComfyTyped.Tests.Replay;
using Microsoft.AspNetCore.Http;

namespace ComfyTyped.Tests.Server;

public class CredentialTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Recording Recording => Recording.Load("0.8.0", "success");

    [Fact]
    public async Task A_credential_goes_with_every_request_and_with_the_socket_and_is_asked_for_once()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Recording);
        int asked = 0;
        await using ComfyClient comfy = Clients.For(server, options => options.Credentials = (_, _) =>
        {
            asked++;
            return new(ComfyCredential.Bearer("t0ken"));
        });

        await comfy.RunAsync(Recording.ToWorkflow(), cancellationToken: Token);

        Assert.Equal(1, asked);
        Assert.All(server.Requests, request => Assert.Equal("Bearer t0ken", request.Headers["Authorization"]));
        Assert.Equal("Bearer t0ken", server.SocketHeaders["Authorization"]);
    }

    [Fact]
    public async Task A_refused_credential_is_replaced_once_and_the_request_sent_again()
    {
        var gate = new Doorman("Bearer new");
        await using ReplayServer server = await ReplayServer.StartAsync(Recording, new ReplayFaults { Answer = gate.AnswerAsync });
        var asked = new ConcurrentQueue<bool>();
        await using ComfyClient comfy = Clients.For(server, options => options.Credentials = (context, _) =>
        {
            asked.Enqueue(context.IsRefused);
            return new(ComfyCredential.Bearer(context.IsRefused ? "new" : "old"));
        });

        await comfy.RunAsync(Recording.ToWorkflow(), cancellationToken: Token);

        Assert.Equal([false, true], asked);
        Assert.Equal(1, gate.Refusals);
        Assert.Empty(server.Violations);
    }

    [Fact]
    public async Task A_socket_whose_credential_is_refused_opens_with_a_new_one()
    {
        int refusals = 0;
        await using ReplayServer server = await ReplayServer.StartAsync(Recording, new ReplayFaults
        {
            RefuseSocket = context => context.Request.Query["token"] != "new" && ++refusals > 0,
        });
        await using ComfyClient comfy = Clients.For(
            server, options => options.Credentials = (context, _) => new(ComfyCredential.Query("token", context.IsRefused ? "new" : "old")));

        await comfy.RunAsync(Recording.ToWorkflow(), cancellationToken: Token);

        Assert.Equal(1, refusals);
    }

    [Fact]
    public async Task A_prompt_that_was_refused_is_sent_again_in_full()
    {
        var gate = new Doorman("Bearer new") { Guarded = "/api/prompt" };
        await using ReplayServer server = await ReplayServer.StartAsync(Recording, new ReplayFaults { Answer = gate.AnswerAsync });
        await using ComfyClient comfy = Clients.For(
            server, options => options.Credentials = (context, _) => new(ComfyCredential.Bearer(context.IsRefused ? "new" : "old")));

        await comfy.RunAsync(Recording.ToWorkflow(), cancellationToken: Token);

        Assert.Equal(1, gate.Refusals);
    }

    [Fact]
    public async Task A_credential_that_stays_wrong_fails_and_is_not_told()
    {
        var gate = new Doorman("Bearer right");
        await using ReplayServer server = await ReplayServer.StartAsync(Recording, new ReplayFaults { Answer = gate.AnswerAsync });
        await using ComfyClient comfy = Clients.For(server, options => options.Credentials = (_, _) => new(ComfyCredential.Bearer("wr0ng")));

        var failure = await Assert.ThrowsAsync<ComfyServerException>(() => comfy.GetSystemStatsAsync(Token));

        Assert.Equal((401, "not ***"), ((int)failure.StatusCode, failure.Body));
        Assert.DoesNotContain("wr0ng", failure.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, gate.Refusals);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_upload_is_sent_again_if_its_stream_can_be_rewound(bool canSeek)
    {
        var gate = new Doorman("Bearer new");
        long received = 0;
        await using ReplayServer server = await ReplayServer.StartAsync(Recording, new ReplayFaults
        {
            Answer = async context =>
            {
                if (await gate.AnswerAsync(context))
                    return true;
                received = (await context.Request.ReadFormAsync()).Files[0].Length;
                await context.Response.WriteAsync("""{"name":"a.bin","subfolder":"","type":"input"}""");
                return true;
            },
        });
        await using ComfyClient comfy = Clients.For(
            server, options => options.Credentials = (context, _) => new(ComfyCredential.Bearer(context.IsRefused ? "new" : "old")));
        Stream content = canSeek ? new MemoryStream(new byte[5000]) : new OneWayStream(new byte[5000]);

        Task<UploadedFile> upload = comfy.UploadImageAsync(content, "a.bin", cancellationToken: Token);

        if (canSeek)
            Assert.Equal(("a.bin", 5000), ((await upload).Name, received));
        else
            Assert.Equal(401, (int)(await Assert.ThrowsAsync<ComfyServerException>(() => upload)).StatusCode);
    }

    [Fact]
    public async Task A_query_token_goes_to_the_server_and_not_along_a_redirect()
    {
        var seen = new ConcurrentQueue<string>();
        await using ReplayServer storage = await ReplayServer.StartAsync(Recording, new ReplayFaults { Answer = context => NoteAsync(context, seen, "the picture") });
        await using ReplayServer server = await ReplayServer.StartAsync(Recording, new ReplayFaults
        {
            Answer = async context =>
            {
                if (context.Request.Query["token"] != "a&b")
                    return await NoteAsync(context, seen, "without token");
                if (context.Request.Path != "/api/view")
                    return false;
                context.Response.Redirect(storage.Url + "/bucket?x=1");
                return true;
            },
        });
        await using ComfyClient comfy = Clients.For(server, options => options.Credentials = (_, _) => new(ComfyCredential.Query("token", "a&b")));

        RawResult result = await comfy.RunAsync(Recording.ToWorkflow(), cancellationToken: Token);

        Assert.Equal("the picture", Encoding.UTF8.GetString(await result["2"].Images[0].ReadAsync(Token)));
        Assert.Equal(["/bucket?x=1"], seen);
    }

    [Fact]
    public void A_credential_does_not_show_itself()
    {
        Assert.Equal("header Authorization", ComfyCredential.Basic("me", "open sesame").ToString());
        Assert.Equal("query token", ComfyCredential.Query("token", "hush").ToString());
        Assert.Throws<ArgumentException>(() => ComfyCredential.Bearer("a\r\nX-Other: b"));
    }

    private static async Task<bool> NoteAsync(HttpContext context, ConcurrentQueue<string> seen, string answer)
    {
        seen.Enqueue(context.Request.Path + context.Request.QueryString);
        await context.Response.WriteAsync(answer);
        return true;
    }

    /// <summary>Lets in who has the right header.</summary>
    private sealed class Doorman(string expected)
    {
        private int _refusals;

        public int Refusals => _refusals;

        public string? Guarded { get; init; }

        public async Task<bool> AnswerAsync(HttpContext context)
        {
            string given = context.Request.Headers.Authorization.ToString();
            if (given == expected || (Guarded is not null && context.Request.Path != Guarded))
                return false;
            Interlocked.Increment(ref _refusals);
            context.Response.StatusCode = 401;
            await context.Response.WriteAsync("not " + given["Bearer ".Length..]);
            return true;
        }
    }

    private sealed class OneWayStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
