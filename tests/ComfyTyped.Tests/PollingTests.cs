using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace ComfyTyped.Tests;

/// <summary>Runs without any socket, for hosts that have none.</summary>
public class PollingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_without_a_socket_has_the_same_result()
    {
        await using GatedServer server = await GatedServer.StartAsync();
        using var requests = new Requests();
        await using ComfyClient comfy = server.Connect(options => Poll(options, requests));
        server.Open();

        await using ComfyRun<RawResult> run = await comfy.StartAsync(new RawWorkflow(GatedServer.Prompt), Token);
        RawResult result = await run.Result;

        Assert.Equal(["made"], result["2"].Texts);
        Assert.Equal(RunWitness.Jobs, result.EndedBy);
        Assert.Equal(ConnectionState.Disconnected, comfy.ConnectionState);
        Assert.DoesNotContain("/ws", requests.Paths);
        List<ComfyEvent> events = await run.Events.ToListAsync(Token);
        Assert.Equal(["made"], Assert.Single(events.OfType<ExecutedEvent>()).Output.Texts);
        Assert.Single(events, item => item is GraphProgress { Fraction: 1 });
    }

    [Fact]
    public async Task A_cancelled_run_without_a_socket_is_interrupted()
    {
        await using GatedServer server = await GatedServer.StartAsync();
        using var requests = new Requests();
        await using ComfyClient comfy = server.Connect(options => Poll(options, requests));
        await using ComfyRun<RawResult> run = await comfy.StartAsync(new RawWorkflow(GatedServer.Prompt), Token);
        await server.EnteredAsync();

        await run.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.Result);
        Assert.Contains("/api/interrupt", requests.Paths);
    }

    [Fact]
    public async Task A_run_that_a_restart_has_lost_is_told_from_one_that_was_deleted()
    {
        await using GatedServer server = await GatedServer.StartAsync();
        using var requests = new Requests();
        await using ComfyClient comfy = server.Connect(options => Poll(options, requests));
        await using ComfyRun<RawResult> run = await comfy.StartAsync(new RawWorkflow(GatedServer.Prompt), Token);
        await server.EnteredAsync();

        await server.StopAsync();
        await requests.FailedAsync();
        await server.StartAgainAsync();

        Assert.Equal(RunLostReason.Restarted, (await Assert.ThrowsAsync<ComfyRunLostException>(() => run.Result)).Reason);
    }

    [Fact]
    public async Task The_pauses_between_two_looks_grow()
    {
        await using GatedServer server = await GatedServer.StartAsync();
        using var requests = new Requests();
        var time = new FakeTimeProvider();
        await using ComfyClient comfy = server.Connect(options =>
        {
            Poll(options, requests);
            options.TimeProvider = time;
            options.HistoryPollInterval = ComfyClientDefaults.HistoryPollInterval;
            options.RunTimeout = TimeSpan.FromMinutes(5);
        });
        await using ComfyRun<RawResult> run = await comfy.StartAsync(new RawWorkflow(GatedServer.Prompt), Token);

        await time.AdvanceUntilAsync(TimeSpan.FromMilliseconds(250), run.Result);

        // 60 of five seconds, and those before: 0.25, 0.375, 0.56, 0.84, 1.3, 1.9, 2.8, 4.3; twice, since it begins anew when the run gets its turn.
        Assert.InRange(requests.Paths.Count(path => path == $"/api/jobs/{run.PromptId}"), 10, 60 + 16);
    }

    [Fact]
    public async Task A_host_without_a_socket_says_what_to_set()
    {
        using var handler = new NoSocket();
        await using var comfy = new ComfyClient("http://host", new ComfyClientOptions { HttpMessageHandler = handler });

        var failure = await Assert.ThrowsAsync<ComfyConnectionException>(() => comfy.RunAsync(new RawWorkflow(GatedServer.Prompt), cancellationToken: Token));

        Assert.Contains("ConnectionMode.PollingOnly", failure.Message, StringComparison.Ordinal);
    }

    private static void Poll(ComfyClientOptions options, Requests requests)
    {
        options.ConnectionMode = ConnectionMode.PollingOnly;
        options.HttpMessageHandler = requests;
    }

    private sealed class NoSocket : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.NotFound));
    }

    /// <summary>Notes what the client asks for.</summary>
    private sealed class Requests() : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ConcurrentQueue<string> Paths { get; } = new();

        public Task FailedAsync() => _failed.Task.WaitAsync(Token);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Paths.Enqueue(request.RequestUri!.AbsolutePath);
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            catch (HttpRequestException)
            {
                _failed.TrySetResult();
                throw;
            }
        }
    }
}
