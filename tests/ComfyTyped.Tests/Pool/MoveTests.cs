using System.Net.Sockets;
using ComfyTyped.CompilerServices;
using ComfyTyped.Testing;
using Microsoft.Extensions.Time.Testing;

namespace ComfyTyped.Tests.Pool;

/// <summary>What is under way goes on elsewhere when its server is gone, and only then.</summary>
public class MoveTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_goes_on_elsewhere_as_it_was_asked_for()
    {
        await using GatedServer one = await GatedServer.StartAsync();
        await using GatedServer two = await GatedServer.StartAsync();
        await using ComfyPool pool = Pools.Of(one.Connect());
        var workflow = new RawWorkflow(GatedServer.Prompt);
        await using ComfyRun<RawResult> run = await pool.StartAsync(workflow, Token);
        await one.EnteredAsync();
        workflow.Add(new RawNode(new NodeSchema("Nothing")));
        await pool.AddAsync(two.Connect(), Token);
        string before = run.Handle;

        await one.StopAsync();
        await two.EnteredAsync();
        two.Open();

        Assert.Equal(["made"], (await run.Result)["2"].Texts);
        string after = run.Handle;
        List<ComfyEvent> events = await run.Events.ToListAsync(Token);
        RunMovedEvent moved = Assert.Single(events.OfType<RunMovedEvent>());
        Assert.Equal((one.Url, two.Url, 1), (moved.From, moved.To, moved.Count));
        Assert.Equal(moved.PromptId, (await run.Result).PromptId);
        Assert.Single(events.OfType<ExecutionSuccessEvent>());
        double[] fractions = [.. events.OfType<GraphProgress>().Select(progress => progress.Fraction)];
        Assert.Equal(fractions.Order(), fractions);
        Assert.NotEqual(before, after);
        Assert.Equal(["made"], (await (await pool.ResumeAsync(new RawWorkflow(GatedServer.Prompt), after, Token)).Result)["2"].Texts);
    }

    [Fact]
    public async Task A_run_that_a_restart_has_lost_is_sent_again()
    {
        await using GatedServer server = await GatedServer.StartAsync();
        await using ComfyPool pool = Pools.Of(server.Connect());
        Task<RawResult> run = pool.RunAsync(new RawWorkflow(GatedServer.Prompt), cancellationToken: Token);
        await server.EnteredAsync();

        await server.StopAsync();
        await server.StartAgainAsync();
        await server.EnteredAsync();
        server.Open();

        Assert.Equal(["made"], (await run)["2"].Texts);
    }

    [Fact]
    public async Task A_run_that_has_failed_and_is_not_taken_again_is_sent_again()
    {
        int failures = 1;
        await using ComfyServer server = await ComfyServer.StartAsync(
            options => options.AddNode(
                new NodeDefinition("Hungry").Output("STRING"),
                _ => Interlocked.Decrement(ref failures) >= 0 ? throw new NodeExecutionException("torch.OutOfMemoryError", "Allocation on device") : NodeResult.Of("fed")),
            Token);
        await using ComfyPool pool = Pools.Of(Pools.Connect(server, options =>
        {
            options.FailedRunPolicy = new OutOfMemoryPolicy { Delay = TimeSpan.Zero };
            options.Retry = new RetryOptions { MaxRetries = 0 };
            options.HttpMessageHandler = new SecondPromptLost();
        }));
        await using ComfyRun<RawResult> run = await pool.StartAsync(
            new RawWorkflow("""{"1":{"class_type":"Hungry","inputs":{}},"2":{"class_type":"PreviewAny","inputs":{"source":["1",0]}}}"""),
            Token);

        Assert.Equal(["fed"], (await run.Result)["2"].Texts);
        List<ComfyEvent> events = await run.Events.ToListAsync(Token);
        Assert.Single(events.OfType<RunRetriedEvent>());
        Assert.Single(events.OfType<RunResubmittedEvent>());
        Assert.Empty(events.OfType<RunMovedEvent>());
    }

    [Fact]
    public async Task A_run_that_no_server_can_go_on_with_fails_when_its_patience_is_over()
    {
        var time = new FakeTimeProvider();
        HeldRequests probes = HeldRequests.Probes();
        var prompts = new HeldRequests(HttpMethod.Post, "/api/prompt") { InnerHandler = probes };
        await using GatedServer server = await GatedServer.StartAsync();
        await using ComfyServer other = await ComfyServer.StartAsync(cancellationToken: Token);
        await using ComfyPool pool = Pools.With(
            options => options.TimeProvider = time,
            server.Connect(options =>
            {
                options.UnreachableTimeout = TimeSpan.FromMilliseconds(100);
                options.TimeProvider = time;
                options.HttpMessageHandler = prompts;
            }),
            Pools.Connect(other));
        await using ComfyRun<RawResult> run = await pool.StartAsync(new RawWorkflow(GatedServer.Prompt), Token);
        await server.EnteredAsync();

        // However long the probes take, the server that has just lost the run does not get it again.
        probes.Hold();
        await server.StopAsync();
        await time.AdvanceUntilAsync(TimeSpan.FromMilliseconds(200), run.Result);

        var failure = await Assert.ThrowsAsync<NoServerException>(() => run.Result);
        Assert.Equal("has no node class Gated", failure.Reasons[other.Url]);
        Assert.Equal(RunLostReason.Unreachable, Assert.IsType<ComfyRunLostException>(failure.InnerException).Reason);
        Assert.Equal(1, prompts.Sent);
        Assert.DoesNotContain(await run.Events.ToListAsync(Token), item => item is RunMovedEvent or RunResubmittedEvent);
        Assert.Equal(0, pool.Servers.Sum(some => some.Runs));
        await Pools.EndAsync(pool, time);
    }

    [Fact]
    public async Task A_run_that_makes_servers_crash_does_not_go_round()
    {
        await using GatedServer server = await GatedServer.StartAsync();
        await using ComfyPool pool = Pools.With(options => options.MaxMoves = 1, server.Connect());
        Task<RawResult> run = pool.RunAsync(new RawWorkflow(GatedServer.Prompt), cancellationToken: Token);
        for (int crashes = 0; crashes < 2; crashes++)
        {
            await server.EnteredAsync();
            await server.StopAsync();
            await server.StartAgainAsync();
        }

        Assert.Equal(RunLostReason.Restarted, (await Assert.ThrowsAsync<ComfyRunLostException>(() => run)).Reason);
    }

    [Fact]
    public async Task A_run_that_was_left_is_dropped_when_its_server_is_back()
    {
        await using GatedServer one = await GatedServer.StartAsync();
        await using GatedServer two = await GatedServer.StartAsync();
        var line = new Line();
        await using ComfyPool pool = Pools.Of(one.Connect(options => options.HttpMessageHandler = line));
        await using ComfyClient direct = one.Connect();
        Task<RawResult>[] runs =
        [
            pool.RunAsync(new RawWorkflow(GatedServer.Prompt), cancellationToken: Token),
            pool.RunAsync(new RawWorkflow(GatedServer.Prompt), cancellationToken: Token),
        ];
        await one.EnteredAsync();
        await pool.AddAsync(two.Connect(), Token);
        QueueSnapshot before = await direct.Queue.GetAsync(Token);

        line.IsCut = true;
        await two.EnteredAsync();
        two.Open();
        RawResult[] results = await Task.WhenAll(runs);
        Assert.Equal(2, await direct.Queue.CountAsync(Token));
        line.IsCut = false;
        await Pools.UntilAsync(pool, () => pool.Servers[0].State == PoolServerState.Up);

        Assert.Equal(0, await direct.Queue.CountAsync(Token));
        string running = Assert.Single(before.Running).PromptId;
        Assert.DoesNotContain(running, results.Select(result => result.PromptId));
        Assert.Equal(HistoryStatus.Interrupted, (await direct.History.FindAsync(running, Token))!.Status);
    }

    [Theory]
    [InlineData("""{"1":{"class_type":"Broken","inputs":{}}}""")]
    [InlineData("""{"1":{"class_type":"PreviewAny","inputs":{}}}""")]
    public async Task What_is_wrong_with_a_workflow_is_wrong_everywhere(string prompt)
    {
        int tries = 0;
        void Configure(ComfyServerOptions options) => options.AddNode(new NodeDefinition("Broken").AsOutputNode(), _ =>
        {
            tries++;
            throw new InvalidOperationException("broken");
        });
        await using ComfyServer one = await ComfyServer.StartAsync(Configure, Token);
        await using ComfyServer two = await ComfyServer.StartAsync(Configure, Token);
        await using ComfyPool pool = Pools.Of(Pools.Connect(one), Pools.Connect(two));

        var failure = await Assert.ThrowsAnyAsync<ComfyException>(() => pool.RunAsync(new RawWorkflow(prompt), cancellationToken: Token));

        Assert.True(failure is NodeFailedException or PromptRejectedException);
        Assert.True(tries <= 1);
    }

    [Fact]
    public async Task Cancelling_takes_the_run_off_its_server_and_no_other()
    {
        await using GatedServer server = await GatedServer.StartAsync();
        await using ComfyPool pool = Pools.Of(server.Connect());
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task<RawResult> running = pool.RunAsync(new RawWorkflow(GatedServer.Prompt), cancellationToken: cancel.Token);
        await server.EnteredAsync();
        Task<RawResult> next = pool.RunAsync(new RawWorkflow(GatedServer.Prompt), cancellationToken: Token);
        Task<RawResult> waiting = pool.RunAsync(new RawWorkflow(GatedServer.Prompt), cancellationToken: cancel.Token);

        await cancel.CancelAsync();

        Assert.Equal(cancel.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running)).CancellationToken);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await server.EnteredAsync();
        server.Open();
        Assert.Equal(["made"], (await next)["2"].Texts);
    }

    [Fact]
    public async Task Disposing_the_pool_cancels_its_runs()
    {
        await using GatedServer server = await GatedServer.StartAsync();
        await using ComfyClient direct = server.Connect();
        ComfyPool pool = Pools.Of(server.Connect());
        Task<RawResult>[] runs = [.. Enumerable.Range(0, 4).Select(_ => pool.RunAsync(new RawWorkflow(GatedServer.Prompt), cancellationToken: Token))];
        await server.EnteredAsync();

        await pool.DisposeAsync();

        foreach (Task<RawResult> run in runs)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.DoesNotContain((await direct.Queue.GetAsync(Token)).Pending, _ => true);
        Assert.Throws<ObjectDisposedException>(() => { _ = pool.RunAsync(new RawWorkflow(GatedServer.Prompt), cancellationToken: Token); });
    }

    [Fact]
    public async Task A_server_that_is_drained_ends_its_runs_and_gets_no_others()
    {
        await using GatedServer one = await GatedServer.StartAsync();
        await using GatedServer two = await GatedServer.StartAsync();
        await using ComfyPool pool = Pools.Of(one.Connect());
        Task<RawResult> run = pool.RunAsync(new RawWorkflow(GatedServer.Prompt), cancellationToken: Token);
        await one.EnteredAsync();
        PoolServer leaving = pool.Servers[0];

        Task removing = pool.RemoveAsync(leaving, cancellationToken: Token);
        await pool.AddAsync(two.Connect(), Token);
        Task<RawResult> next = pool.RunAsync(new RawWorkflow(GatedServer.Prompt), cancellationToken: Token);
        await two.EnteredAsync();

        Assert.True(leaving.IsLeaving);
        Assert.False(removing.IsCompleted);
        one.Open();
        await run;
        await removing;
        Assert.DoesNotContain(leaving, pool.Servers);
        two.Open();
        await next;
    }

    [Fact]
    public async Task A_server_that_is_drained_ends_resumed_runs_as_well()
    {
        await using GatedServer server = await GatedServer.StartAsync();
        await using ComfyClient direct = server.Connect();
        await using ComfyRun<RawResult> left = await direct.StartAsync(new RawWorkflow(GatedServer.Prompt), Token);
        await server.EnteredAsync();
        await left.DetachAsync();
        await using ComfyPool pool = Pools.Of(server.Connect());
        await using ComfyRun<RawResult> run = await pool.ResumeAsync(new RawWorkflow(GatedServer.Prompt), left.Handle, Token);

        Assert.Equal(1, pool.Servers[0].Runs);
        Task removing = pool.RemoveAsync(pool.Servers[0], cancellationToken: Token);
        server.Open();

        Assert.Equal(["made"], (await run.Result)["2"].Texts);
        await removing;
        Assert.Empty(pool.Servers);
    }

    [Fact]
    public async Task A_server_that_is_emptied_hands_its_runs_over()
    {
        await using GatedServer one = await GatedServer.StartAsync();
        await using GatedServer two = await GatedServer.StartAsync();
        await using ComfyClient direct = one.Connect();
        await using ComfyPool pool = Pools.Of(one.Connect());
        Task<RawResult> run = pool.RunAsync(new RawWorkflow(GatedServer.Prompt), cancellationToken: Token);
        await one.EnteredAsync();
        await pool.AddAsync(two.Connect(), Token);

        await pool.RemoveAsync(pool.Servers[0], PoolRemoval.Move, Token);
        await two.EnteredAsync();
        two.Open();

        Assert.Equal(["made"], (await run)["2"].Texts);
        Assert.Equal(HistoryStatus.Interrupted, Assert.Single(await direct.History.ListAsync(cancellationToken: Token)).Status);
    }

    [Fact]
    public async Task The_states_of_servers_are_told()
    {
        await using GatedServer server = await GatedServer.StartAsync();
        await using ComfyPool pool = Pools.Of(server.Connect());
        Task<RawResult> run = pool.RunAsync(new RawWorkflow(GatedServer.Prompt), cancellationToken: Token);
        await Pools.UntilAsync(pool, () => pool.Servers[0].State == PoolServerState.Busy);
        server.Open();
        await run;
        await Pools.UntilAsync(pool, () => pool.Servers[0].State == PoolServerState.Up);

        await server.StopAsync();

        await Pools.UntilAsync(pool, () => pool.Servers[0].State == PoolServerState.Down);
        Assert.NotNull(pool.Servers[0].Failure);
    }

    /// <summary>A way to a server that can be cut, while the server goes on.</summary>
    private sealed class Line() : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        public volatile bool IsCut;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => IsCut
            ? throw new HttpRequestException("cut", new SocketException((int)SocketError.ConnectionRefused))
            : base.SendAsync(request, cancellationToken);
    }

    [Fact]
    public async Task A_server_that_lets_nobody_cancel_comes_back_all_the_same()
    {
        await using GatedServer one = await GatedServer.StartAsync();
        await using GatedServer two = await GatedServer.StartAsync();
        await using ComfyPool pool = Pools.Of(one.Connect(options => options.HttpMessageHandler = new NoCancelling()));
        Task<RawResult> run = pool.RunAsync(new RawWorkflow(GatedServer.Prompt), cancellationToken: Token);
        await one.EnteredAsync();
        await pool.AddAsync(two.Connect(), Token);
        await one.StopAsync();
        await two.EnteredAsync();
        two.Open();
        await run;

        await one.StartAgainAsync();

        await Pools.UntilAsync(pool, () => pool.Servers[0].State == PoolServerState.Up).WaitAsync(TimeSpan.FromSeconds(10), Token);
    }

    private sealed class NoCancelling() : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.Method == HttpMethod.Post && request.RequestUri!.AbsolutePath != "/api/prompt"
                ? Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.Forbidden) { RequestMessage = request })
                : base.SendAsync(request, cancellationToken);
    }

    private sealed class SecondPromptLost() : DelegatingHandler(new SocketsHttpHandler())
    {
        private int _prompts;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.Method == HttpMethod.Post && request.RequestUri!.AbsolutePath == "/api/prompt" && Interlocked.Increment(ref _prompts) == 2
                ? throw new HttpRequestException("The line is cut.")
                : base.SendAsync(request, cancellationToken);
    }
}
