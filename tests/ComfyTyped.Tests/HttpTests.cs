using System.Text;
using System.Text.Json;
using ComfyTyped.Tests.Replay;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.Tests;

public class HttpTests
{
    private const string Secret = "s3cr3t-value";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Headers_go_with_every_request_and_with_the_socket()
    {
        Recording recording = Recording.Load("0.8.0", "success");
        await using ReplayServer server = await ReplayServer.StartAsync(recording);
        await using ComfyClient comfy = Clients.For(server, options => options.Headers["X-Api-Key"] = Secret);

        RawResult result = await comfy.RunAsync(recording.ToWorkflow(), cancellationToken: Token);
        await result["2"].Images[0].ReadAsync(Token);

        Assert.All(server.Requests, request => Assert.Equal(Secret, request.Headers["X-Api-Key"]));
        Assert.Equal(Secret, server.SocketHeaders["X-Api-Key"]);
    }

    [Fact]
    public async Task Credentials_in_the_url_become_a_header_and_stay_out_of_it()
    {
        Recording recording = Recording.Load("0.8.0", "success");
        await using ReplayServer server = await ReplayServer.StartAsync(recording);
        await using var comfy = new ComfyClient(server.Url.Replace("http://", "http://me:pa%20ss@", StringComparison.Ordinal));

        await comfy.RunAsync(recording.ToWorkflow(), cancellationToken: Token);

        Assert.DoesNotContain("me:", comfy.Url.ToString(), StringComparison.Ordinal);
        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("me:pa ss")), server.SocketHeaders["Authorization"]);
        Assert.All(server.Requests, request => Assert.StartsWith("Basic ", request.Headers["Authorization"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Secrets_reach_no_exception_and_no_log()
    {
        var log = new ListLoggerFactory();
        await using ReplayServer server = await ReplayServer.StartAsync(Recording.Load("0.8.0", "success"), new ReplayFaults
        {
            Answer = async context =>
            {
                context.Response.StatusCode = 502;
                using var reader = new StreamReader(context.Request.Body);
                await context.Response.WriteAsync($"proxy error; you sent {context.Request.Headers["X-Api-Key"]} and {Secret}2 with {await reader.ReadToEndAsync()}");
                return true;
            },
        });
        await using (ComfyClient comfy = Clients.For(server, options =>
        {
            options.Headers["X-Api-Key"] = Secret;
            options.ApiKey = Secret + "2";
            options.LoggerFactory = log;
        }))
        {
            var failure = await Assert.ThrowsAsync<ComfyServerException>(() => comfy.GetSystemStatsAsync(Token));
            Assert.DoesNotContain(Secret, failure.ToString(), StringComparison.Ordinal);
            Assert.Contains("you sent ***", failure.Body, StringComparison.Ordinal);
            await Assert.ThrowsAsync<ComfyServerException>(() => comfy.RunAsync(Recording.Load("0.8.0", "success").ToWorkflow(), cancellationToken: Token));
        }
        Assert.NotEmpty(log.Lines);
        Assert.DoesNotContain(log.Lines, line => line.Contains(Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_redirect_to_another_server_is_followed_without_the_secrets()
    {
        Recording recording = Recording.Load("0.8.0", "success");
        await using ReplayServer storage = await ReplayServer.StartAsync(recording, new ReplayFaults { Answer = context => AnswerAsync(context, "the picture") });
        await using ReplayServer server = await ReplayServer.StartAsync(recording, new ReplayFaults
        {
            Answer = context =>
            {
                if (context.Request.Path != "/api/view")
                    return Task.FromResult(false);
                context.Response.StatusCode = 302;
                context.Response.Headers.Location = storage.Url + "/api/bucket?signature=1";
                return Task.FromResult(true);
            },
        });
        await using ComfyClient comfy = Clients.For(server, options => options.Headers["X-Api-Key"] = Secret);

        RawResult result = await comfy.RunAsync(recording.ToWorkflow(), cancellationToken: Token);

        Assert.Equal("the picture", Encoding.UTF8.GetString(await result["2"].Images[0].ReadAsync(Token)));
        Assert.DoesNotContain("X-Api-Key", Assert.Single(storage.Requests).Headers.Keys);
    }

    [Fact]
    public async Task The_key_and_the_preview_method_go_into_the_extra_data()
    {
        Recording recording = Recording.Load("0.8.0", "success");
        await using ReplayServer server = await ReplayServer.StartAsync(recording);
        await using ComfyClient comfy = Clients.For(server, options => (options.ApiKey, options.PreviewMethod) = (Secret, PreviewMethod.Latent2Rgb));

        await comfy.RunAsync(recording.ToWorkflow(), cancellationToken: Token);

        JsonElement extra = Assert.Single(server.RequestsTo("/api/prompt")).Json.GetProperty("extra_data");
        Assert.Equal(Secret, extra.GetProperty("api_key_comfy_org").GetString());
        Assert.Equal("latent2rgb", extra.GetProperty("preview_method").GetString());
    }

    [Fact]
    public async Task Without_options_there_is_no_extra_data()
    {
        Recording recording = Recording.Load("0.8.0", "success");
        await using ReplayServer server = await ReplayServer.StartAsync(recording);
        await using ComfyClient comfy = Clients.For(server);

        await comfy.RunAsync(recording.ToWorkflow(), cancellationToken: Token);

        Assert.Equal(["prompt", "prompt_id", "client_id"], Assert.Single(server.RequestsTo("/api/prompt")).Json.EnumerateObject().Select(member => member.Name));
    }

    [Theory]
    [InlineData("0.3.64")]
    [InlineData("0.8.0")]
    public async Task The_server_tells_its_version_and_devices(string version)
    {
        Recording recording = Recording.Load(version, "server_info");
        string stats = recording.Entries.First(entry => entry.Path == "/system_stats").Response.GetRawText();
        await using ReplayServer server = await ReplayServer.StartAsync(Recording.Load(version, "success"), new ReplayFaults { Answer = context => AnswerAsync(context, stats) });
        await using ComfyClient comfy = Clients.For(server);

        SystemStats told = await comfy.GetSystemStatsAsync(Token);

        Assert.Equal(version, told.System.ComfyUIVersion);
        Assert.Equal(("cpu", null), (Assert.Single(told.Devices).Type, told.Devices[0].Index));
        Assert.True(told.System.RamTotal > 1_000_000_000);
        Assert.Equal(["main.py", "--cpu"], told.System.Arguments);
    }

    [Fact]
    public async Task A_path_in_front_of_the_server_is_kept()
    {
        Recording recording = Recording.Load("0.8.0", "success");
        await using ReplayServer server = await ReplayServer.StartAsync(recording, new ReplayFaults { PathBase = "/comfy" });
        await using var comfy = new ComfyClient(server.Url);

        RawResult result = await comfy.RunAsync(recording.ToWorkflow(), cancellationToken: Token);

        Assert.Single(result["2"].Images);
        Assert.Empty(server.Violations);
    }

    private static async Task<bool> AnswerAsync(HttpContext context, string body)
    {
        await context.Response.WriteAsync(body);
        return true;
    }

    private sealed class ListLoggerFactory : ILoggerFactory, ILogger
    {
        private readonly List<string> _lines = [];

        public IReadOnlyList<string> Lines
        {
            get
            {
                lock (_lines)
                    return [.. _lines];
            }
        }

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_lines)
                _lines.Add($"{eventId.Name} {formatter(state, exception)} {exception}");
        }
    }
}
