using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.Tests.Endings;

/// <summary>A run that is cancelled leaves nothing on the server, whenever that happens.</summary>
public class TakeBackTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_prompt_that_the_server_takes_after_the_cancellation_is_removed()
    {
        await using StubServer server = await StubServer.StartAsync();
        var received = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var accept = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Intercept = context => AcceptLateAsync(server, context, received, accept.Task);
        await using var comfy = new ComfyClient(server.Url);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task<RawResult> run = comfy.RunAsync(Workflow(), cancellationToken: cancel.Token);
        await received.Task.WaitAsync(Token);

        await cancel.CancelAsync();
        await StubServer.UntilAsync(() => server.Count("POST /api/interrupt") > 0);
        accept.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        await StubServer.UntilAsync(() => server.Count("POST /api/queue") > 1);
        Assert.Empty(server.Queued);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    public async Task Runs_that_are_cancelled_at_any_moment_leave_nothing(int validation)
    {
        await using StubServer server = await StubServer.StartAsync();
        server.Intercept = async context =>
        {
            if (IsSubmission(context))
                await Task.Delay(validation, Token);
            return false;
        };
        var random = new Random(7);
        await using (var comfy = new ComfyClient(server.Url))
        {
            await Parallel.ForEachAsync(Enumerable.Range(0, 150), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Token }, async (_, token) =>
            {
                using var cancel = new CancellationTokenSource();
                Task<RawResult> run = comfy.RunAsync(Workflow(), cancellationToken: cancel.Token);
                await Task.Delay(random.Next(60), token);
                await cancel.CancelAsync();
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
            });
        }

        Assert.Empty(server.Queued);
    }

    [Fact]
    public async Task Copies_behind_a_slow_proxy_are_deleted_until_none_is_left()
    {
        await using StubServer server = await StubServer.StartAsync();
        int sent = 0;
        byte[] first = [];
        server.Intercept = async context =>
        {
            if (!IsSubmission(context) || Interlocked.Increment(ref sent) > 2)
                return false;
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, Token);
            first = body.ToArray();
            context.Response.StatusCode = 504;
            return true;
        };
        await using var comfy = new ComfyClient(server.Url, new ComfyClientOptions { Retry = new RetryOptions { Delay = TimeSpan.FromMilliseconds(1) } });

        await using ComfyRun<RawResult> run = await comfy.StartAsync(Workflow(), Token);
        // The proxy delivers both that it was believed to have lost.
        await server.QueueAsync(first);
        await server.QueueAsync(first);
        Assert.Equal(3, server.Queued.Count);
        await StubServer.UntilAsync(() => server.Queued.Count == 1);
        await server.RunAsync(run.PromptId);
        await run.Result;
        // One more, after all.
        await server.QueueAsync(first);

        await StubServer.UntilAsync(() => server.Queued.Count == 0);
    }

    [Fact]
    public async Task A_server_that_takes_note_and_goes_on_is_told_again()
    {
        await using StubServer server = await StubServer.StartAsync();
        int told = 0;
        // What a proxy answers in its place, or an interrupt that comes while the prompt begins.
        server.Intercept = context => Task.FromResult(context.Request is { Method: "POST", Path.Value: "/api/queue" } && Interlocked.Increment(ref told) <= 2);
        await using var comfy = new ComfyClient(server.Url);
        ComfyRun<RawResult> run = await comfy.StartAsync(Workflow(), Token);

        await run.CancelAsync();

        await StubServer.UntilAsync(() => server.Queued.Count == 0);
        Assert.Equal(3, told);
    }

    [Fact]
    public async Task Runs_that_are_cancelled_together_are_looked_for_together()
    {
        await using StubServer server = await StubServer.StartAsync(hasJobs: true);
        await using (var comfy = new ComfyClient(server.Url))
        {
            ComfyRun<RawResult>[] runs = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => comfy.StartAsync(Workflow(), Token)));
            await Task.WhenAll(runs.Select(run => run.CancelAsync()));
        }

        Assert.Empty(server.Queued);
        Assert.InRange(server.Count("GET /api/jobs") + server.Count("GET /api/queue"), 1, 60);
    }

    [Fact]
    public async Task A_server_that_does_not_take_note_is_told_again()
    {
        await using StubServer server = await StubServer.StartAsync();
        await using var comfy = new ComfyClient(server.Url, new ComfyClientOptions { Retry = new RetryOptions { MaxRetries = 0 } });
        ComfyRun<RawResult> run = await comfy.StartAsync(Workflow(), Token);
        int failures = 2;
        server.Intercept = context =>
        {
            bool fails = context.Request.Path == "/api/queue" && context.Request.Method == "POST" && Interlocked.Decrement(ref failures) >= 0;
            if (fails)
                context.Response.StatusCode = 502;
            return Task.FromResult(fails);
        };

        await run.CancelAsync();

        await StubServer.UntilAsync(() => server.Queued.Count == 0);
    }

    [Fact]
    public async Task A_client_that_is_disposed_says_what_it_could_not_take_back()
    {
        await using StubServer server = await StubServer.StartAsync();
        var log = new SeenLog();
        var comfy = new ComfyClient(server.Url, new ComfyClientOptions { LoggerFactory = log, Retry = new RetryOptions { MaxRetries = 0 } });
        ComfyRun<RawResult> run = await comfy.StartAsync(Workflow(), Token);
        server.Intercept = context =>
        {
            context.Response.StatusCode = 500;
            return Task.FromResult(true);
        };

        await comfy.DisposeAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.Result);

        (LogLevel level, _, string text) = Assert.Single(log.Entries, entry => entry.Event.Name == "RunLeft");
        Assert.Equal(LogLevel.Warning, level);
        Assert.Contains(run.PromptId, text, StringComparison.Ordinal);
    }

    private static RawWorkflow Workflow() => new(GatedServer.Prompt);

    private static bool IsSubmission(HttpContext context) => context.Request.Path == "/api/prompt" && context.Request.Method == "POST";

    /// <summary>Takes a prompt when it is told to, whether the client waits for the answer or not.</summary>
    private static async Task<bool> AcceptLateAsync(StubServer server, HttpContext context, TaskCompletionSource received, Task accept)
    {
        if (!IsSubmission(context))
            return false;
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, CancellationToken.None);
        received.TrySetResult();
        await accept.WaitAsync(Token);
        string promptId = await server.QueueAsync(body.ToArray());
        await context.Response.WriteAsync($$"""{"prompt_id":"{{promptId}}","number":1,"node_errors":{} }""", CancellationToken.None);
        return true;
    }
}
