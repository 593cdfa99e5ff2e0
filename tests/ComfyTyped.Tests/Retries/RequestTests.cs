using System.Net;
using ComfyTyped.Tests.Replay;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace ComfyTyped.Tests.Retries;

/// <summary>What may arrive twice is sent again after a passing failure, and nothing else is.</summary>
public class RequestTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> PassingKinds => ["abort", "timeout", "cut", "408", "429", "502", "503", "504"];

    [Theory]
    [MemberData(nameof(PassingKinds))]
    public async Task A_read_is_tried_again_after_a_passing_failure(string kind)
    {
        await using ReplayServer server = await FailingOnceAsync("/api/system_stats", kind);
        await using ComfyClient comfy = Connect(server);

        Assert.Equal("0.8.0", (await comfy.GetSystemStatsAsync(Token)).System.ComfyUIVersion);

        Assert.Equal(2, server.RequestsTo("/api/system_stats").Count());
    }

    [Theory]
    [InlineData("404")]
    [InlineData("500")]
    [InlineData("garbage")]
    public async Task A_failure_that_stays_is_told_at_once(string kind)
    {
        await using ReplayServer server = await FailingOnceAsync("/api/system_stats", kind);
        await using ComfyClient comfy = Connect(server);

        await Assert.ThrowsAsync<ComfyServerException>(() => comfy.GetSystemStatsAsync(Token));

        Assert.Single(server.RequestsTo("/api/system_stats"));
    }

    [Fact]
    public async Task Retries_are_bounded()
    {
        await using ReplayServer server = await AnsweringAsync("/api/system_stats", context => Spoiling.SpoilAsync(context, "503"));
        await using ComfyClient comfy = Connect(server, options => options.Retry = options.Retry with { MaxRetries = 2 });

        await Assert.ThrowsAsync<ComfyServerException>(() => comfy.GetSystemStatsAsync(Token));

        Assert.Equal(3, server.RequestsTo("/api/system_stats").Count());
    }

    [Fact]
    public async Task A_server_gets_the_time_that_it_asks_for()
    {
        await using ReplayServer server = await AskingForTimeAsync(seconds: 7);
        var time = new FakeTimeProvider();
        await using ComfyClient comfy = Connect(server, options => options.TimeProvider = time);
        DateTimeOffset begun = time.GetUtcNow();

        Task<SystemStats> stats = comfy.GetSystemStatsAsync(Token);
        await time.AdvanceUntilAsync(TimeSpan.FromMilliseconds(100), stats);

        Assert.Equal("0.8.0", (await stats).System.ComfyUIVersion);
        Assert.True(time.GetUtcNow() - begun >= TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task A_server_that_asks_for_more_time_than_there_is_gets_no_retry_and_the_caller_its_wish()
    {
        await using ReplayServer server = await AskingForTimeAsync(seconds: 3600);
        await using ComfyClient comfy = Connect(server);

        var failure = await Assert.ThrowsAsync<ComfyServerException>(() => comfy.GetSystemStatsAsync(Token));

        Assert.Equal(TimeSpan.FromHours(1), failure.RetryAfter);
        Assert.Single(server.RequestsTo("/api/system_stats"));
    }

    [Fact]
    public async Task Deletions_by_id_are_tried_again_and_what_would_hit_others_is_not()
    {
        await using ReplayServer server = await AnsweringAsync("/api", context => Spoiling.SpoilAsync(context, "503"));
        await using ComfyClient comfy = Connect(server, options => options.Retry = options.Retry with { MaxRetries = 1 });

        await CountAsync(2, "/api/queue", () => comfy.Queue.DeleteAsync(["a"], Token));
        await CountAsync(2, "/api/history", () => comfy.History.DeleteAsync(["a"], Token));
        await CountAsync(1, "/api/queue", () => comfy.Queue.ClearAsync(Token));
        await CountAsync(1, "/api/history", () => comfy.History.ClearAsync(Token));
        await CountAsync(1, "/api/interrupt", () => comfy.Queue.InterruptRunningAsync(Token));
        await CountAsync(1, "/api/free", () => comfy.FreeAsync(cancellationToken: Token));

        async Task CountAsync(int count, string path, Func<Task> request)
        {
            int before = server.RequestsTo(path).Count();
            await Assert.ThrowsAsync<ComfyServerException>(request);
            Assert.Equal(count, server.RequestsTo(path).Count() - before);
        }
    }

    [Theory]
    [InlineData("abort")]
    [InlineData("503")]
    public async Task An_upload_whose_stream_can_be_rewound_is_tried_again_as_a_whole(string kind)
    {
        await using ReplayServer server = await UploadingAsync(kind);
        await using ComfyClient comfy = Connect(server);
        string content = new('x', 100_000);

        UploadedFile file = await comfy.UploadImageAsync(new MemoryStream(System.Text.Encoding.ASCII.GetBytes(content)), "a.bin", cancellationToken: Token);

        Assert.Equal("stored.bin", file.Name);
        Assert.All(server.RequestsTo("/api/upload/image"), upload => Assert.Contains(content, upload.Body, StringComparison.Ordinal));
        Assert.Equal(2, server.RequestsTo("/api/upload/image").Count());
    }

    [Fact]
    public async Task An_upload_whose_stream_cannot_be_rewound_is_sent_once()
    {
        await using ReplayServer server = await UploadingAsync("503");
        await using ComfyClient comfy = Connect(server);

        var failure = await Assert.ThrowsAsync<ComfyServerException>(() => comfy.UploadImageAsync(new OneWayStream([1, 2, 3]), "a.bin", cancellationToken: Token));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, failure.StatusCode);
        Assert.Single(server.RequestsTo("/api/upload/image"));
    }

    [Fact]
    public async Task A_download_is_opened_again()
    {
        Recording recording = Recording.Load("0.8.0", "success");
        await using ReplayServer server = await FailingOnceAsync("/api/view", "503");
        await using ComfyClient comfy = Connect(server);
        RawResult result = await comfy.RunAsync(recording.ToWorkflow(), cancellationToken: Token);

        Assert.NotEmpty(await result["2"].Images[0].ReadAsync(Token));
    }

    [Fact]
    public void Numbers_of_no_use_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryOptions { MaxRetries = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryOptions { Delay = TimeSpan.FromSeconds(-1) });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryOptions { MaxDelay = TimeSpan.FromDays(2) });
        Assert.ThrowsAny<ArgumentException>(() => new ComfyClient("http://h", new ComfyClientOptions { Retry = null! }));
    }

    private static ComfyClient Connect(ReplayServer server, Action<ComfyClientOptions>? configure = null) => Clients.For(server, options =>
    {
        options.RequestTimeout = TimeSpan.FromSeconds(1);
        configure?.Invoke(options);
    });

    private static Task<ReplayServer> FailingOnceAsync(string path, string kind)
    {
        int count = 0;
        return AnsweringAsync(path, context => Interlocked.Increment(ref count) == 1 ? Spoiling.SpoilAsync(context, kind) : Task.FromResult(false));
    }

    private static Task<ReplayServer> AskingForTimeAsync(int seconds)
    {
        int count = 0;
        return AnsweringAsync("/api/system_stats", context =>
        {
            bool isFirst = Interlocked.Increment(ref count) == 1;
            if (isFirst)
                (context.Response.StatusCode, context.Response.Headers.RetryAfter) = (429, seconds.ToString(System.Globalization.CultureInfo.InvariantCulture));
            return Task.FromResult(isFirst);
        });
    }

    private static Task<ReplayServer> UploadingAsync(string kind)
    {
        int count = 0;
        return AnsweringAsync("/api/upload/image", async context =>
        {
            if (Interlocked.Increment(ref count) == 1)
                return await Spoiling.SpoilAsync(context, kind);
            await context.Response.WriteAsync("""{"name":"stored.bin","subfolder":"","type":"input"}""");
            return true;
        });
    }

    private static Task<ReplayServer> AnsweringAsync(string path, Func<HttpContext, Task<bool>> answer) =>
        ReplayServer.StartAsync(Recording.Load("0.8.0", "success"), new ReplayFaults
        {
            Answer = context => context.Request.Path.StartsWithSegments(path, StringComparison.Ordinal) ? answer(context) : Task.FromResult(false),
        });

    private sealed class OneWayStream(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;
    }
}
