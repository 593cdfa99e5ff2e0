using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.Tests.Endings;

/// <summary>What the application hands in may hang or throw: it blocks no cancellation, no disposal and no other run, and loses no result.</summary>
public class ForeignCodeTests
{
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_log_provider_that_throws_ends_no_run_and_no_disposal()
    {
        await using StubServer server = await RunningAsync();
        var comfy = new ComfyClient(server.Url, new ComfyClientOptions { LoggerFactory = new BrokenLog() });

        RawResult result = await comfy.RunAsync(Workflow(), cancellationToken: Token);
        await comfy.DisposeAsync().AsTask().WaitAsync(Hang, Token);

        Assert.Equal(["made"], result["1"].Texts);
    }

    [Fact]
    public async Task A_log_provider_that_never_returns_does_not_keep_a_cancelled_run()
    {
        await using StubServer server = await StubServer.StartAsync();
        using var log = new StuckLog();
        var comfy = new ComfyClient(server.Url, new ComfyClientOptions { LoggerFactory = log });
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task<RawResult> run = comfy.RunAsync(Workflow(), cancellationToken: cancel.Token);
        await StubServer.UntilAsync(() => server.Queued.Count == 1 && log.IsStuck);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(Hang, Token));
        await comfy.DisposeAsync().AsTask().WaitAsync(Hang, Token);
    }

    [Fact]
    public async Task A_listener_of_activities_that_throws_ends_no_run()
    {
        await using StubServer server = await RunningAsync();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ComfyDiagnostics.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) => options.Tags!.Any(tag => tag.Value as string == nameof(RawWorkflow))
                ? ActivitySamplingResult.AllData
                : ActivitySamplingResult.None,
            ActivityStarted = _ => throw new InvalidOperationException("A listener's failure is its own."),
            ActivityStopped = _ => throw new InvalidOperationException("A listener's failure is its own."),
        };
        ActivitySource.AddActivityListener(listener);
        await using var comfy = new ComfyClient(server.Url);

        Assert.Equal(["made"], (await comfy.RunAsync(Workflow(), cancellationToken: Token))["1"].Texts);
    }

    [Fact]
    public async Task A_handler_of_the_connection_that_blocks_holds_up_no_run()
    {
        await using StubServer server = await RunningAsync();
        await using var comfy = new ComfyClient(server.Url);
        using var release = new ManualResetEventSlim();
        comfy.ConnectionChanged += (_, _) => release.Wait(Token);

        Assert.Equal(["made"], (await comfy.RunAsync(Workflow(), cancellationToken: Token).WaitAsync(Hang, Token))["1"].Texts);

        release.Set();
    }

    [Fact]
    public async Task A_client_can_be_disposed_by_a_handler_of_its_connection_that_waits_for_it()
    {
        await using StubServer server = await StubServer.StartAsync();
        var comfy = new ComfyClient(server.Url);
        var disposed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        comfy.ConnectionChanged += (_, change) =>
        {
            if (change.State != ConnectionState.Connected)
                return;
            comfy.DisposeAsync().AsTask().Wait(Token);
            disposed.TrySetResult();
        };
        Task<RawResult> run = comfy.RunAsync(Workflow(), cancellationToken: Token);

        await disposed.Task.WaitAsync(Hang, Token);

        await comfy.DisposeAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => run);
        Assert.Equal(ConnectionState.Disconnected, comfy.ConnectionState);
        Assert.Empty(server.Queued);
    }

    [Fact]
    public async Task Disposing_twice_waits_for_the_same_end()
    {
        await using StubServer server = await StubServer.StartAsync();
        var comfy = new ComfyClient(server.Url);
        await using ComfyRun<RawResult> run = await comfy.StartAsync(Workflow(), Token);

        Task first = comfy.DisposeAsync().AsTask();
        Task second = comfy.DisposeAsync().AsTask();
        await second;

        Assert.True(first.IsCompletedSuccessfully);
        Assert.Empty(server.Queued);
    }

    [Fact]
    public async Task A_callback_that_never_returns_does_not_keep_a_cancelled_run()
    {
        await using StubServer server = await StubServer.StartAsync();
        await using var comfy = new ComfyClient(server.Url);
        using var release = new ManualResetEventSlim();
        var called = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task<RawResult> run = Task.Run(() => comfy.RunAsync(Workflow(), on => on.Event(_ => Block(called, release)), cancel.Token), Token);
        await StubServer.UntilAsync(() => server.Queued.Count == 1);
        _ = server.RunAsync(server.Queued[0]);
        await called.Task.WaitAsync(Token);

        await cancel.CancelAsync();

        // It has ended by then, or not: nothing else is possible.
        await Task.WhenAny(run, Task.Delay(Hang, Token));
        Assert.True(run.IsCanceled || run.IsCompletedSuccessfully);
        release.Set();
    }

    [Fact]
    public async Task A_callback_that_never_returns_does_not_throw_a_finished_result_away()
    {
        await using StubServer server = await StubServer.StartAsync();
        var comfy = new ComfyClient(server.Url);
        using var release = new ManualResetEventSlim();
        var called = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<RawResult> run = Task.Run(() => comfy.RunAsync(Workflow(), on => on.Event(_ => Block(called, release)), Token), Token);
        await StubServer.UntilAsync(() => server.Queued.Count == 1);
        await server.RunAsync(server.Queued[0]);
        await called.Task.WaitAsync(Token);
        await StubServer.UntilAsync(() => server.Count("GET /api/history") > 0);
        await Task.Delay(50, Token);

        await comfy.DisposeAsync().AsTask().WaitAsync(Hang, Token);

        Assert.Equal(["made"], (await run.WaitAsync(Hang, Token))["1"].Texts);
        release.Set();
    }

    private static RawWorkflow Workflow() => new("""{"1":{"class_type":"PreviewAny","inputs":{}}}""");

    private static void Block(TaskCompletionSource called, ManualResetEventSlim release)
    {
        called.TrySetResult();
        release.Wait(Token);
    }

    /// <summary>A server that runs what it is given at once.</summary>
    private static async Task<StubServer> RunningAsync()
    {
        StubServer server = await StubServer.StartAsync();
        server.OnQueued = server.RunAsync;
        return server;
    }

    /// <summary>Blocks whoever reports that a run was accepted.</summary>
    private sealed class StuckLog : ILoggerFactory, ILogger
    {
        private readonly ManualResetEventSlim _release = new();

        public bool IsStuck { get; private set; }

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Name != "RunAccepted")
                return;
            IsStuck = true;
            _release.Wait(Token);
        }

        public void Dispose() => _release.Set();
    }

    private sealed class BrokenLog : ILoggerFactory, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            throw new IOException("The disk is full.");

        public void Dispose()
        {
        }
    }
}
