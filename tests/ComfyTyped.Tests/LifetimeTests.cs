using System.Net;
using System.Net.Sockets;
using ComfyTyped.Tests.Replay;

namespace ComfyTyped.Tests;

/// <summary>Disposing a client ends all it has begun, whatever stage that is in.</summary>
public class LifetimeTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Disposing_the_client_takes_back_a_prompt_that_is_being_submitted()
    {
        Recording recording = Recording.Load("0.8.0", "success");
        var submitting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ReplayServer server = await ReplayServer.StartAsync(recording, new ReplayFaults
        {
            Answer = async context =>
            {
                if (context.Request.Path != "/api/prompt")
                    return false;
                submitting.SetResult();
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return true;
            },
        });
        ComfyClient comfy = Clients.For(server);
        Task<RawResult> run = comfy.RunAsync(recording.ToWorkflow(), cancellationToken: Token);
        await submitting.Task.WaitAsync(Token);

        await comfy.DisposeAsync().AsTask().WaitAsync(Soon, Token);

        Assert.True(run.IsCompleted || await Task.WhenAny(run, Task.Delay(Soon, Token)) == run);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        string promptId = Assert.Single(server.RequestsTo("/api/prompt")).Json.GetProperty("prompt_id").GetString()!;
        Assert.Equal([promptId], server.Interrupted);
    }

    [Fact]
    public async Task Disposing_the_client_ends_a_run_whose_socket_is_being_opened()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var comfy = new ComfyClient($"http://{silent.LocalEndpoint}");
        Task<RawResult> run = comfy.RunAsync(Recording.Load("0.8.0", "success").ToWorkflow(), cancellationToken: Token);
        using TcpClient connected = await silent.AcceptTcpClientAsync(Token);

        await comfy.DisposeAsync().AsTask().WaitAsync(Soon, Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(Soon, Token));
    }

    [Fact]
    public async Task A_cancelled_submission_carries_the_token_of_its_caller()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var comfy = new ComfyClient($"http://{silent.LocalEndpoint}");
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task<RawResult> run = comfy.RunAsync(Recording.Load("0.8.0", "success").ToWorkflow(), cancellationToken: cancel.Token);
        using TcpClient connected = await silent.AcceptTcpClientAsync(Token);

        await cancel.CancelAsync();

        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(Soon, Token));
        Assert.Equal(cancel.Token, cancelled.CancellationToken);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(524)]
    public async Task A_prompt_whose_answer_a_proxy_replaced_is_taken_back(int status)
    {
        Recording recording = Recording.Load("0.8.0", "success");
        await using ReplayServer server = await ReplayServer.StartAsync(recording, new ReplayFaults
        {
            Answer = context =>
            {
                bool isPrompt = context.Request.Path == "/api/prompt";
                if (isPrompt)
                    context.Response.StatusCode = status;
                return Task.FromResult(isPrompt);
            },
        });
        await using ComfyClient comfy = Clients.For(server, options => options.Retry = new RetryOptions { MaxRetries = 0 });

        await Assert.ThrowsAsync<ComfyServerException>(() => comfy.RunAsync(recording.ToWorkflow(), cancellationToken: Token));

        string promptId = Assert.Single(server.RequestsTo("/api/prompt")).Json.GetProperty("prompt_id").GetString()!;
        Assert.Equal([promptId], server.Interrupted);
    }

    [Fact]
    public async Task A_cancellation_thrown_by_a_callback_cancels_the_run()
    {
        Recording recording = Recording.Load("0.8.0", "interrupt");
        await using ReplayServer server = await ReplayServer.StartAsync(recording, new ReplayFaults { StallBefore = frame => frame.EventType == "progress" });
        await using ComfyClient comfy = Clients.For(server);

        Task<RawResult> run = comfy.RunAsync(recording.ToWorkflow(), on => on.Executing(_ => throw new OperationCanceledException("mine")), Token);

        var thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(Soon, Token));
        Assert.Equal("mine", thrown.Message);
        Assert.Equal([server.PromptId], server.Interrupted);
    }
}
