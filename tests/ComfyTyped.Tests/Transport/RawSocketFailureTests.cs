using System.Net.Sockets;

namespace ComfyTyped.Tests.Transport;

/// <summary>.NET does not wrap what a socket throws when the server resets the connection as soon as it is made.</summary>
public class RawSocketFailureTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_over_a_connection_that_is_reset_at_once_fails_as_one_that_does_not_arrive()
    {
        await using ComfyClient comfy = Connect();

        var failure = await Assert.ThrowsAsync<ComfyConnectionException>(() => comfy.Queue.InterruptRunningAsync(Token));

        Assert.IsType<SocketException>(failure.InnerException);
    }

    [Fact]
    public async Task A_run_over_a_connection_that_is_reset_at_once_fails_as_one_that_cannot_be_sent()
    {
        await using ComfyClient comfy = Connect();

        await Assert.ThrowsAsync<ComfyConnectionException>(() => comfy.RunAsync(new RawWorkflow("""{"1":{"class_type":"A","inputs":{}}}"""), cancellationToken: Token));
    }

    private static ComfyClient Connect() => new(
        "http://127.0.0.1:8188",
        new ComfyClientOptions { HttpMessageHandler = new Resetting(), Retry = new RetryOptions { MaxRetries = 0 } });

    private sealed class Resetting : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromException<HttpResponseMessage>(new SocketException((int)SocketError.NotConnected));
    }
}
