using ComfyTyped.Testing;
using Microsoft.Extensions.Time.Testing;

namespace ComfyTyped.Tests.Retries;

/// <summary>A run that a node has ended with a failure is begun again if a policy says so, and has one result.</summary>
public class FailedRunTests
{
    private const string Prompt = """
        {
          "1": { "class_type": "Hungry", "inputs": { "seed": 7 } },
          "2": { "class_type": "PreviewAny", "inputs": { "source": ["1", 0] } }
        }
        """;

    private static readonly OutOfMemoryPolicy OutOfMemory = new() { Delay = TimeSpan.Zero };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Out_of_memory_frees_memory_and_begins_the_run_again()
    {
        await using ComfyServer server = await StartAsync(failures: 1);
        var traffic = new Bodies();
        await using ComfyClient comfy = Connect(server, traffic, OutOfMemory);
        await using ComfyRun<RawResult> run = await comfy.StartAsync(new RawWorkflow(Prompt), Token);
        string firstId = run.PromptId;

        RawResult result = await run.Result;

        Assert.Equal(["fed with 7"], result["2"].Texts);
        Assert.Equal(2, result.Attempts);
        Assert.Equal(run.PromptId, result.PromptId);
        Assert.NotEqual(firstId, result.PromptId);
        Assert.Equal(["/api/prompt", "/api/free", "/api/prompt"], traffic.Posts.Select(post => post.Path));
        Assert.Equal("""{"unload_models":true,"free_memory":true}""", traffic.Posts[1].Body);
        Assert.Equal(traffic.Posts[0].Body.Replace(firstId, result.PromptId, StringComparison.Ordinal), traffic.Posts[2].Body);
        List<ComfyEvent> events = await run.Events.ToListAsync(Token);
        RunRetriedEvent retried = Assert.Single(events.OfType<RunRetriedEvent>());
        Assert.Equal((1, firstId, result.PromptId), (retried.Count, retried.Failure.PromptId, retried.PromptId));
        Assert.Single(events.OfType<ExecutedEvent>());
        Assert.Single(events, item => item is GraphProgress { Fraction: 1 });
        Assert.Equal(HistoryStatus.Failed, (await comfy.History.FindAsync(firstId, Token))!.Status);
    }

    [Fact]
    public async Task Without_a_policy_a_failure_is_final()
    {
        await using ComfyServer server = await StartAsync(failures: 1);
        var traffic = new Bodies();
        await using ComfyClient comfy = Connect(server, traffic, policy: null);

        var failure = await Assert.ThrowsAsync<NodeFailedException>(() => comfy.RunAsync(new RawWorkflow(Prompt), cancellationToken: Token));

        Assert.True(failure.IsOutOfMemory);
        Assert.Single(traffic.Posts);
    }

    [Fact]
    public async Task A_run_that_fails_more_often_than_allowed_ends_with_its_last_failure()
    {
        await using ComfyServer server = await StartAsync(failures: 5);
        var traffic = new Bodies();
        await using ComfyClient comfy = Connect(server, traffic, new OutOfMemoryPolicy { MaxRetries = 2, Delay = TimeSpan.Zero });

        var failure = await Assert.ThrowsAsync<NodeFailedException>(() => comfy.RunAsync(new RawWorkflow(Prompt), cancellationToken: Token));

        Assert.Equal(3, traffic.Posts.Count(post => post.Path == "/api/prompt"));
        Assert.Contains(failure.PromptId, traffic.Posts[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_failure_is_none_of_out_of_memory()
    {
        await using ComfyServer server = await StartAsync(failures: 1, "ValueError", "no such colour");
        var traffic = new Bodies();
        await using ComfyClient comfy = Connect(server, traffic, OutOfMemory);

        await Assert.ThrowsAsync<NodeFailedException>(() => comfy.RunAsync(new RawWorkflow(Prompt), cancellationToken: Token));

        Assert.Single(traffic.Posts);
    }

    [Fact]
    public async Task A_policy_of_one_run_goes_before_that_of_the_client()
    {
        await using ComfyServer server = await StartAsync(failures: 1, "ValueError", "no such colour");
        var seen = new List<FailedRunContext>();
        var policy = new Policy(context =>
        {
            seen.Add(context);
            return new RunRetry();
        });
        await using ComfyClient comfy = Connect(server, new Bodies(), OutOfMemory);

        RawResult result = await comfy.RunAsync(new RawWorkflow(Prompt), new RunOptions { FailedRunPolicy = policy }, cancellationToken: Token);

        Assert.Equal(2, result.Attempts);
        Assert.Equal((1, "ValueError"), (Assert.Single(seen).Failures, seen[0].Failure.ExceptionType));
    }

    [Fact]
    public async Task An_exception_of_a_policy_ends_the_run()
    {
        await using ComfyServer server = await StartAsync(failures: 1);
        await using ComfyClient comfy = Connect(server, new Bodies(), new Policy(_ => throw new InvalidDataException("mine")));

        Assert.Equal("mine", (await Assert.ThrowsAsync<InvalidDataException>(() => comfy.RunAsync(new RawWorkflow(Prompt), cancellationToken: Token))).Message);
    }

    [Fact]
    public async Task A_run_that_is_begun_again_asks_for_the_events_of_the_socket_that_is_open_by_then()
    {
        await using ComfyServer server = await StartAsync(failures: 1);
        var traffic = new Bodies();
        using var decided = new SemaphoreSlim(0);
        using var goOn = new SemaphoreSlim(0);
        var policy = new Policy(_ =>
        {
            decided.Release();
            goOn.Wait(Token);
            return new RunRetry();
        });
        await using ComfyClient comfy = Connect(server, traffic, policy);
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        comfy.ConnectionChanged += (_, change) => _ = change.State == ConnectionState.Disconnected && closed.TrySetResult();
        Task<RawResult> run = comfy.RunAsync(new RawWorkflow(Prompt), cancellationToken: Token);
        await decided.WaitAsync(Token);
        await server.GoOfflineAsync();
        await closed.Task.WaitAsync(Token);
        await server.GoOnlineAsync();

        await comfy.RunAsync(new RawWorkflow(Prompt), cancellationToken: Token);
        goOn.Release();

        Assert.Equal(2, (await run).Attempts);
        string[] clients = [.. traffic.Posts.Where(post => post.Path == "/api/prompt").Select(post => ClientOf(post.Body))];
        Assert.NotEqual(clients[0], clients[1]);
        Assert.Equal(clients[1], clients[2]);
    }

    [Fact]
    public async Task A_cancellation_in_the_pause_begins_nothing_again()
    {
        await using ComfyServer server = await StartAsync(failures: 1);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var traffic = new Bodies();
        var policy = new Policy(_ =>
        {
            cancel.CancelAfter(TimeSpan.FromMilliseconds(1));
            return new RunRetry { Delay = TimeSpan.FromDays(1) };
        });
        await using ComfyClient comfy = Connect(server, traffic, policy);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => comfy.RunAsync(new RawWorkflow(Prompt), cancellationToken: cancel.Token));

        Assert.Single(traffic.Posts, post => post.Path == "/api/prompt");
    }

    [Fact]
    public async Task The_pause_counts_to_the_time_of_the_run()
    {
        await using ComfyServer server = await StartAsync(failures: 1);
        var time = new FakeTimeProvider();
        await using ComfyClient comfy = Connect(server, new Bodies(), new Policy(_ => new RunRetry { Delay = TimeSpan.FromDays(1) }), time);
        var limits = new RunOptions { RunTimeout = TimeSpan.FromMinutes(1), QueueTimeout = Timeout.InfiniteTimeSpan };

        Task<RawResult> run = comfy.RunAsync(new RawWorkflow(Prompt), limits, cancellationToken: Token);
        await time.AdvanceUntilAsync(TimeSpan.FromSeconds(1), run);

        Assert.Equal(RunTimeoutReason.Run, (await Assert.ThrowsAsync<ComfyRunTimeoutException>(() => run)).Reason);
    }

    private static string ClientOf(string body) => System.Text.Json.JsonDocument.Parse(body).RootElement.GetProperty("client_id").GetString()!;

    private static ComfyClient Connect(ComfyServer server, Bodies traffic, IFailedRunPolicy? policy, TimeProvider? time = null) =>
        new(server.Url, new ComfyClientOptions { FailedRunPolicy = policy, HttpMessageHandler = traffic, TimeProvider = time ?? TimeProvider.System });

    private static Task<ComfyServer> StartAsync(int failures, string type = "torch.OutOfMemoryError", string message = "Allocation on device")
    {
        return ComfyServer.StartAsync(
            options => options.AddNode(new NodeDefinition("Hungry").Input("seed", "INT").Output("STRING"), Run),
            Token);

        NodeResult Run(NodeContext node) => Interlocked.Decrement(ref failures) >= 0
            ? throw new NodeExecutionException(type, message)
            : NodeResult.Of("fed with " + node.Inputs.Int("seed").ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    private sealed class Policy(Func<FailedRunContext, RunRetry?> decide) : IFailedRunPolicy
    {
        public RunRetry? Decide(FailedRunContext context) => decide(context);
    }

    /// <summary>Notes what is posted.</summary>
    private sealed class Bodies() : DelegatingHandler(new SocketsHttpHandler())
    {
        private readonly List<(string Path, string Body)> _posts = [];

        public IReadOnlyList<(string Path, string Body)> Posts
        {
            get
            {
                lock (_posts)
                    return [.. _posts];
            }
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method == HttpMethod.Post)
            {
                string body = await request.Content!.ReadAsStringAsync(cancellationToken);
                lock (_posts)
                    _posts.Add((request.RequestUri!.AbsolutePath, body));
            }
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
