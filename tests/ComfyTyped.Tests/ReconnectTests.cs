using System.Collections.Concurrent;
using ComfyTyped.Tests.Replay;
using Microsoft.Extensions.Time.Testing;

namespace ComfyTyped.Tests;

/// <summary>A socket that drops while runs are under way comes back, and the runs hear on.</summary>
public class ReconnectTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Versions => [.. Recording.Versions];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_run_hears_its_end_on_a_new_socket_with_the_same_id(string version)
    {
        Recording recording = Recording.Load(version, "disconnect_midrun_reconnect_same_client");
        await using ReplayServer server = await ReplayServer.StartAsync(recording);
        await using ComfyClient comfy = Clients.For(server, options =>
        {
            options.EventBufferSize = 10_000;
            options.HistoryPollInterval = ComfyClientDefaults.HistoryPollInterval;
        });

        List<ComfyEvent> events = await RunAsync(comfy, recording);

        ConnectionChangedEvent[] changes = [.. events.OfType<ConnectionChangedEvent>()];
        Assert.Equal([ConnectionState.Reconnecting, ConnectionState.Connected], changes.Select(change => change.State));
        Assert.Null(changes[0].Gap);
        Assert.True(changes[1].Gap > TimeSpan.Zero);
        Assert.Contains(events.SkipWhile(item => item != changes[1]), item => item is ProgressEvent);
        Assert.Single(events, item => item is ExecutionEndedEvent);
        Assert.Single(Assert.Single(events.OfType<ExecutedEvent>()).Output.Images);
        Assert.Equal(2, server.ClientIds.Count);
        Assert.Single(server.ClientIds.Distinct());
        Assert.Empty(server.Violations);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(8)]
    public async Task A_socket_that_the_server_has_forgotten_is_closed_and_renewed(int deafAfter)
    {
        Recording recording = Recording.Load("0.8.0", "success");
        await using ReplayServer server = await ReplayServer.StartAsync(recording, new ReplayFaults { DeafAfter = deafAfter });
        await using ComfyClient comfy = Clients.For(server, options => options.SilentSocketTimeout = TimeSpan.FromMilliseconds(200));

        await RunAsync(comfy, recording);

        // The replay goes on, and makes its history, on the new socket only.
        Assert.True(server.ClientIds.Count >= 2);
        Assert.Single(server.ClientIds.Distinct());
        Assert.Empty(server.Violations);
    }

    [Fact]
    public async Task After_a_gap_a_history_that_cannot_be_read_is_waited_for()
    {
        Recording recording = Recording.Load("0.8.0", "success");
        int reads = 0;
        var time = new FakeTimeProvider();
        await using ReplayServer server = await ReplayServer.StartAsync(recording, new ReplayFaults
        {
            BreakSocketAfter = 3,
            WaitForReconnect = true,
            Lose = frame => frame.EventType == "executed",
            Answer = context =>
            {
                bool isFailure = context.Request.Path.StartsWithSegments("/api/history", StringComparison.Ordinal) && ++reads < 15;
                if (isFailure)
                    context.Response.StatusCode = 500;
                return Task.FromResult(isFailure);
            },
        });
        await using ComfyClient comfy = Clients.For(server, options =>
        {
            options.TimeProvider = time;
            options.ConnectTimeout = options.RequestTimeout = options.UnreachableTimeout = TimeSpan.FromDays(1);
        });

        Task<RawResult> run = comfy.RunAsync(recording.ToWorkflow(), cancellationToken: Token);
        await time.AdvanceUntilAsync(TimeSpan.FromMilliseconds(50), run);

        Assert.Single((await run)["2"].Images);
    }

    [Fact]
    public async Task The_client_tells_every_change_of_its_connection()
    {
        Recording recording = Recording.Load("0.8.0", "success");
        await using ReplayServer server = await ReplayServer.StartAsync(recording, new ReplayFaults { BreakSocketAfter = 4, WaitForReconnect = true });
        ComfyClient comfy = Clients.For(server);
        var states = new ConcurrentQueue<ConnectionState>();
        comfy.ConnectionChanged += (sender, change) =>
        {
            Assert.Same(comfy, sender);
            Assert.Equal(states.LastOrDefault(), change.Previous);
            states.Enqueue(change.State);
            throw new InvalidOperationException("A handler's failure is its own.");
        };
        Assert.Equal(ConnectionState.Disconnected, comfy.ConnectionState);

        await comfy.RunAsync(recording.ToWorkflow(), cancellationToken: Token);
        // An id that has dropped is not kept for later runs.
        await comfy.DisposeAsync();

        Assert.Equal(
            [ConnectionState.Connecting, ConnectionState.Connected, ConnectionState.Reconnecting, ConnectionState.Connected, ConnectionState.Disconnected],
            states);
    }

    [Fact]
    public async Task Without_a_policy_the_next_run_opens_the_socket_under_another_id()
    {
        Recording recording = Recording.Load("0.8.0", "success");
        await using ReplayServer server = await ReplayServer.StartAsync(recording, new ReplayFaults { BreakSocketAfter = 3 });
        await using ComfyClient comfy = Clients.For(server, options => options.ReconnectPolicy = null);
        await comfy.RunAsync(recording.ToWorkflow(), cancellationToken: Token);
        Assert.Equal(ConnectionState.Disconnected, comfy.ConnectionState);
        server.Rewind();

        RawResult result = await comfy.RunAsync(recording.ToWorkflow(), cancellationToken: Token);

        Assert.Single(result["2"].Images);
        Assert.Equal(2, server.ClientIds.Distinct().Count());
        Assert.Empty(server.Violations);
    }

    [Fact]
    public async Task A_run_that_is_started_while_reconnecting_does_not_wait_for_the_pause()
    {
        Recording recording = Recording.Load("0.8.0", "interrupt");
        var reconnecting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var faults = new ReplayFaults { BreakSocketAfter = 2, StallBefore = frame => frame.EventType == "executing" };
        await using ReplayServer server = await ReplayServer.StartAsync(recording, faults);
        await using ComfyClient comfy = Clients.For(server, options => options.ReconnectPolicy = new Policy(_ =>
        {
            reconnecting.TrySetResult();
            return TimeSpan.FromHours(1);
        }));
        await using ComfyRun<RawResult> first = await comfy.StartAsync(recording.ToWorkflow(), Token);
        await reconnecting.Task.WaitAsync(Token);

        await using ComfyRun<RawResult> second = await comfy.StartAsync(recording.ToWorkflow(), Token);

        Assert.Equal(ConnectionState.Connected, comfy.ConnectionState);
        // The second run has an id of its own, which the server cannot have forgotten; the first goes on with the old one.
        Assert.Equal(2, server.ClientIds.Distinct().Count());
    }

    [Fact]
    public async Task A_server_that_answers_again_gets_its_socket_without_waiting_for_the_pause()
    {
        await using GatedServer server = await GatedServer.StartAsync();
        var back = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var line = new Line();
        await using ComfyClient comfy = server.Connect(options =>
        {
            options.HttpMessageHandler = line;
            options.MaxResubmissions = 1;
            options.ReconnectPolicy = new Policy(context => context.Attempts == 0 ? TimeSpan.Zero : TimeSpan.FromHours(1));
        });
        comfy.ConnectionChanged += (_, change) => _ = change is { State: ConnectionState.Connected, Previous: ConnectionState.Reconnecting } && back.TrySetResult();
        Task<RawResult> run = comfy.RunAsync(new RawWorkflow(GatedServer.Prompt), cancellationToken: Token);
        await server.EnteredAsync();

        await server.StopAsync();
        await line.Failed.WaitAsync(Token);
        await server.StartAgainAsync();
        await back.Task.WaitAsync(Token);
        server.Open();

        Assert.Equal(["made"], (await run)["2"].Texts);
    }

    [Fact]
    public async Task The_policy_learns_of_each_failure_and_may_give_up()
    {
        Recording recording = Recording.Load("0.8.0", "interrupt");
        ReplayServer server = await ReplayServer.StartAsync(recording, new ReplayFaults { StallBefore = frame => frame.EventType == "progress" });
        var contexts = new ConcurrentQueue<ReconnectContext>();
        var gaveUp = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ComfyClient comfy = Clients.For(server, options => options.ReconnectPolicy = new Policy(context =>
        {
            contexts.Enqueue(context);
            return context.Attempts < 2 ? TimeSpan.Zero : null;
        }));
        comfy.ConnectionChanged += (_, change) => _ = change.State == ConnectionState.Disconnected && gaveUp.TrySetResult();
        await using ComfyRun<RawResult> run = await comfy.StartAsync(recording.ToWorkflow(), Token);
        await server.Stalled.WaitAsync(Token);

        await server.DisposeAsync();
        await gaveUp.Task.WaitAsync(Token);

        Assert.Equal([0, 1, 2], contexts.Select(context => context.Attempts));
        Assert.Equal([false, true, true], contexts.Select(context => context.Failure is not null));
        Assert.False(run.Result.IsCompleted);
    }

    [Fact]
    public void The_pauses_of_a_backoff_double_up_to_the_longest()
    {
        var backoff = new ReconnectBackoff();
        for (int attempts = 0; attempts < 100; attempts++)
        {
            double whole = Math.Min(100 * Math.Pow(2, attempts), 15_000);
            double pause = backoff.NextDelay(new ReconnectContext(attempts, TimeSpan.Zero, null))!.Value.TotalMilliseconds;
            Assert.InRange(pause, (whole / 2) - 1, whole);
        }
    }

    private static async Task<List<ComfyEvent>> RunAsync(ComfyClient comfy, Recording recording)
    {
        await using ComfyRun<RawResult> run = await comfy.StartAsync(recording.ToWorkflow(), Token);
        var events = new List<ComfyEvent>();
        await foreach (ComfyEvent item in run.Events.WithCancellation(Token))
            events.Add(item);
        await run.Result;
        return events;
    }

    /// <summary>Tells when a look at the run fails.</summary>
    private sealed class Line() : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Failed => _failed.Task;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            catch (HttpRequestException) when (request.RequestUri!.AbsolutePath != "/ws")
            {
                _failed.TrySetResult();
                throw;
            }
        }
    }

    private sealed class Policy(Func<ReconnectContext, TimeSpan?> next) : IReconnectPolicy
    {
        public TimeSpan? NextDelay(ReconnectContext context) => next(context);
    }
}
