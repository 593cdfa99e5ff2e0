using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using ComfyTyped.Testing;
using ComfyTyped.Tests.Replay;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.Tests.Transport;

/// <summary>Whatever a server sends back, no secret of the client reaches an exception, an event, a log, a manifest or a handle.</summary>
public sealed class EchoedSecretTests : IDisposable
{
    private const string Key = "comfyui-0123456789abcdef-0123456789abcdef-0123456789abcdef-0123";

    private readonly Notes _log = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("echo").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(ConnectionMode.Socket)]
    [InlineData(ConnectionMode.PollingOnly)]
    public async Task A_node_that_quotes_the_key_in_its_failure(ConnectionMode mode)
    {
        await using ComfyServer server = await ComfyServer.StartAsync(
            options => options.AddNode(new NodeDefinition("Bad").Input("key", "STRING").AsOutputNode(), node => throw new NodeExecutionException($"Error{Key}", $"401 for key {Key}")),
            Token);
        await using ComfyClient comfy = new(server.Url, new ComfyClientOptions { ApiKey = Key, ConnectionMode = mode, LoggerFactory = _log });
        var events = new List<ComfyEvent>();

        var failure = await Assert.ThrowsAsync<NodeFailedException>(() => comfy.RunAsync(
            new RawWorkflow(Keyed("""{"1":{"class_type":"Bad","inputs":{"key":"KEY"} }}""")), on => on.Event(events.Add), Token));
        await foreach (BatchItem<RawResult> item in comfy.RunManyAsync(
            [new RawWorkflow(Keyed("""{"1":{"class_type":"Bad","inputs":{"key":"KEY"} }}"""))], new BatchOptions { Manifest = Path.Combine(_folder, "batch.jsonl") }, Token))
            Assert.NotNull(item.Exception);
        IReadOnlyList<HistoryRun> history = await comfy.History.ListAsync(cancellationToken: Token);
        JobPage jobs = await comfy.Jobs.ListAsync(cancellationToken: Token);

        string[] texts =
        [
            failure.ToString(), failure.ExceptionMessage, failure.ExceptionType, .. failure.Traceback, .. _log.Lines,
            .. events.OfType<ExecutionErrorEvent>().Concat(history.SelectMany(run => run.Messages.OfType<ExecutionErrorEvent>())).SelectMany(TextsOf),
            .. jobs.Jobs.Select(job => job.Error).OfType<ExecutionErrorEvent>().SelectMany(TextsOf),
            await File.ReadAllTextAsync(Path.Combine(_folder, "batch.jsonl"), Token),
        ];
        Assert.Equal("401 for key ***", failure.ExceptionMessage.Trim());
        Assert.NotEmpty(history);
        Assert.Contains("***", Assert.Single(events.OfType<ExecutionErrorEvent>()).CurrentInputs.ToString(), StringComparison.Ordinal);
        Assert.All(texts, AssertKeyless);
    }

    [Theory]
    [InlineData("""{"error":{"type":"invalid","message":"bad key KEY","details":"KEY","extra_info":{}},"node_errors":{}}""")]
    [InlineData("""{"error":"bad key KEY"}""")]
    [InlineData("""{"error":{"type":"prompt_outputs_failed_validation","message":"m","details":""},"node_errors":{"1":{"class_type":"Bad","dependent_outputs":["1"],"errors":[{"type":"t","message":"bad KEY","details":"key, KEY","extra_info":{"input_name":"key","received_value":"KEY"}}]}}}""")]
    public async Task A_prompt_that_is_rejected_with_the_key(string answer)
    {
        await using StubServer server = await StubServer.StartAsync(async context =>
        {
            context.Response.StatusCode = context.Request.Path == "/api/prompt" ? 400 : 404;
            await context.Response.WriteAsync(Keyed(answer), Token);
        });
        await using ComfyClient comfy = server.Connect(options => (options.ApiKey, options.ConnectionMode, options.LoggerFactory) = (Key, ConnectionMode.PollingOnly, _log));

        var rejected = await Assert.ThrowsAsync<PromptRejectedException>(() => comfy.RunAsync(Picture(), cancellationToken: Token));

        Assert.Contains("***", rejected.Message, StringComparison.Ordinal);
        Assert.All([rejected.ToString(), rejected.Details, .. rejected.NodeErrors.SelectMany(TextsOf), .. _log.Lines], AssertKeyless);
    }

    [Fact]
    public async Task A_prompt_that_is_accepted_in_part()
    {
        await using StubServer server = await StubServer.StartAsync(context => context.Response.WriteAsync(
            context.Request.Path == "/api/prompt"
                ? Keyed("""{"prompt_id":"p","number":1,"node_errors":{"1":{"class_type":"Bad","dependent_outputs":[],"errors":[{"type":"t","message":"bad KEY","details":"KEY","extra_info":{} }]}}}""")
                : "{}",
            Token));
        await using ComfyClient comfy = server.Connect(options => (options.ApiKey, options.ConnectionMode, options.LoggerFactory) = (Key, ConnectionMode.PollingOnly, _log));

        var rejected = await Assert.ThrowsAsync<PromptPartlyRejectedException>(() => comfy.RunAsync(Picture(), cancellationToken: Token));

        Assert.All([rejected.ToString(), .. rejected.NodeErrors.SelectMany(TextsOf), .. _log.Lines], AssertKeyless);
    }

    [Fact]
    public async Task Every_event_and_output_of_the_socket()
    {
        Recording recording = Recording.Load("0.8.0", "success");
        byte[] text = [0, 0, 0, 3, 0, 0, 0, 1, (byte)'2', .. Encoding.UTF8.GetBytes($"asking with {Key}")];
        Frame[] extra =
        [
            Frame.Text(Keyed("""{"type":"logs","data":{"entries":[{"t":"1","m":"sent KEY"}],"size":null}}""")),
            Frame.Text(Keyed("""{"type":"custom.KEY","data":{"a":["KEY"],"KEY":1}}""")),
            Frame.Text(Keyed("""{"type":"notification","data":{"value":"KEY","id":"KEY"}}""")),
            Frame.Text(Keyed("""{"type":"executed","data":{"node":"2","display_node":"2","output":{"text":["KEY"]},"prompt_id":"PROMPT"}}""").Replace("PROMPT", recording.PromptId, StringComparison.Ordinal)),
            new Frame(text, true),
        ];
        var faults = new ReplayFaults { Replace = frame => frame.EventType == "executed" ? [.. extra, Frame.Of(frame)] : [Frame.Of(frame)] };
        await using ReplayServer server = await ReplayServer.StartAsync(recording, faults);
        await using ComfyClient comfy = Clients.For(server, options => options.Credentials = (_, _) => new(ComfyCredential.Query("token", Key)));
        var events = new List<ComfyEvent>();

        await comfy.RunAsync(recording.ToWorkflow(), on => on.Event(events.Add), Token);

        Assert.Equal("sent ***", Assert.Single(events.OfType<LogsEvent>()).Entries[0].Message);
        UnknownEvent unknown = Assert.Single(events.OfType<UnknownEvent>());
        Assert.Equal(("custom.***", """{"a":["***"],"***":1}"""), (unknown.Type, unknown.Data.GetRawText()));
        Assert.Equal(("***", "***"), (Assert.Single(events.OfType<NotificationEvent>()).Value, events.OfType<NotificationEvent>().Single().Id));
        Assert.Equal("asking with ***", Assert.Single(events.OfType<TextFrame>()).Text);
        Assert.Contains(events.OfType<ExecutedEvent>(), item => item.Output.Texts is ["***"]);
    }

    [Fact]
    public async Task The_prompts_in_queue_and_history()
    {
        await using StubServer server = await StubServer.StartAsync(context => context.Response.WriteAsync(
            context.Request.Path == "/api/queue"
                ? Keyed("""{"queue_running":[[1,"p",{"1":{"inputs":{"text":"KEY"}}},{"api_key_comfy_org":"KEY"},[]]],"queue_pending":[]}""")
                : Keyed("""{"p":{"prompt":[1,"p",{},{"api_key_comfy_org":"KEY"},[]],"outputs":{"1":{"text":["KEY"]}},"status":{"status_str":"success","messages":[]}}}"""),
            Token));
        await using ComfyClient comfy = server.Connect(options => options.Headers["X-Key"] = Key);

        QueuedPrompt running = Assert.Single((await comfy.Queue.GetAsync(Token)).Running);
        HistoryRun run = Assert.Single(await comfy.History.ListAsync(cancellationToken: Token));

        Assert.All([running.Prompt.GetRawText(), running.ExtraData.GetRawText(), run.Prompt!.ExtraData.GetRawText(), run.Outputs["1"].Texts[0]], AssertKeyless);
    }

    [Fact]
    public async Task Headers_of_a_client_of_the_application_are_secrets_too()
    {
        await using StubServer server = await StubServer.StartAsync(async context =>
        {
            context.Response.StatusCode = 403;
            await context.Response.WriteAsync($"not you, {context.Request.Headers.Authorization}", Token);
        });
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        await using ComfyClient comfy = server.Connect(options => options.HttpClient = http);

        var failure = await Assert.ThrowsAsync<ComfyServerException>(() => comfy.Queue.GetAsync(Token));

        Assert.Equal("not you, ***", failure.Body);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(400)]
    [InlineData(200)]
    public async Task A_key_that_is_echoed_over_and_over_and_cut_at_the_end(int status)
    {
        await using StubServer server = await StubServer.StartAsync(async context =>
        {
            context.Response.StatusCode = status;
            await context.Response.WriteAsync(string.Concat(Enumerable.Repeat($"key {Key} ", 1000)), Token);
        });
        await using ComfyClient comfy = server.Connect(options => options.ApiKey = Key);

        var failure = await Assert.ThrowsAsync<ComfyServerException>(() => comfy.Queue.GetAsync(Token));

        Assert.Contains("***", failure.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("comfyui-", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_that_is_a_word_does_not_change_which_file_is_read()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        await using var comfy = new ComfyClient(new UriBuilder(server.Url) { UserName = "output", Password = "test" }.Uri);

        RawResult result = await comfy.RunAsync(
            new RawWorkflow("""{"1":{"class_type":"EmptyImage","inputs":{"width":8,"height":8,"batch_size":1,"color":1}},"2":{"class_type":"SaveImage","inputs":{"images":["1",0],"filename_prefix":"test"}}}"""),
            cancellationToken: Token);

        Assert.StartsWith("test_", result["2"].Images[0].FileName, StringComparison.Ordinal);
        Assert.NotEmpty(await result["2"].Images[0].ReadAsync(Token));
    }

    private static string Keyed(string json) => json.Replace("KEY", Key, StringComparison.Ordinal);

    private static RawWorkflow Picture() => new("""{"1":{"class_type":"Bad","inputs":{}}}""");

    private static string[] TextsOf(ExecutionErrorEvent error) =>
        [error.ExceptionMessage, error.ExceptionType, .. error.Traceback, error.CurrentInputs.ToString(), error.CurrentOutputs.ToString(), error.ToString()];

    private static string[] TextsOf(NodeError error) => [error.ToString(), error.Message, error.Details, error.ReceivedValue.ToString()];

    private static void AssertKeyless(string text) => Assert.DoesNotContain("0123", text, StringComparison.Ordinal);

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
