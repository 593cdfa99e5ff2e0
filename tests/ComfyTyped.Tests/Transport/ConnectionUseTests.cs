using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ComfyTyped.Testing;
using Microsoft.AspNetCore.Http;

namespace ComfyTyped.Tests.Transport;

/// <summary>How many connections a client needs, what becomes of idle ones, and what it says when there is none.</summary>
public class ConnectionUseTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_requests_at_once_need_few_connections()
    {
        int open = 0;
        int most = 0;
        var busy = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using StubServer server = await StubServer.StartAsync(async context =>
        {
            int now = Interlocked.Increment(ref open);
            InterlockedMax(ref most, now);
            if (now == ComfyClientDefaults.ParallelRequests)
                busy.TrySetResult();
            await busy.Task;
            await Task.Yield();
            Interlocked.Decrement(ref open);
            await context.Response.WriteAsync("""{"queue_running":[],"queue_pending":[]}""", Token);
        });
        await using ComfyClient comfy = server.Connect();

        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => comfy.Queue.GetAsync(Token)));

        Assert.Equal(ComfyClientDefaults.ParallelRequests, most);
    }

    [Fact]
    public async Task Downloads_that_nobody_reads_keep_no_run_waiting()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        await using var comfy = new ComfyClient(server.Url);
        RawResult result = await comfy.RunAsync(Picture(), cancellationToken: Token);
        Stream[] unread = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => result["2"].Images[0].OpenAsync(Token)));

        await comfy.RunAsync(Picture(), cancellationToken: Token);

        foreach (Stream stream in unread)
            await stream.DisposeAsync();
    }

    [Fact]
    public async Task Prompts_that_are_not_answered_keep_no_cancellation_waiting()
    {
        var prompts = new CountdownEvent(ComfyClientDefaults.ParallelRequests);
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using StubServer server = await StubServer.StartAsync(async context =>
        {
            if (context.Request.Path == "/api/prompt")
            {
                if (!prompts.IsSet)
                    prompts.Signal();
                await StubServer.HangAsync(context);
            }
            else if (context.Request.Path == "/api/queue" && context.Request.Method == "POST")
            {
                cancelled.TrySetResult();
            }
            else
            {
                context.Response.StatusCode = 404;
            }
        });
        var comfy = server.Connect(options => options.ConnectionMode = ConnectionMode.PollingOnly);
        Task[] runs = [.. Enumerable.Range(0, 2 * ComfyClientDefaults.ParallelRequests).Select(_ => comfy.RunAsync(Picture(), cancellationToken: Token))];
        await Task.Run(() => prompts.Wait(Token), Token);

        await comfy.Queue.DeleteAsync(["p"], Token);

        await cancelled.Task.WaitAsync(Token);
        await comfy.DisposeAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => Task.WhenAll(runs));
    }

    [Fact]
    public async Task A_connection_that_a_network_has_silently_dropped_is_not_used_after_a_pause()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        using var network = new SwallowingNetwork(server.Url.Port);
        await using var comfy = new ComfyClient(network.Url);
        await comfy.Queue.GetAsync(Token);

        network.Swallow();
        // An idle connection is closed by the client itself, long before its next request.
        await network.ClosedByClient.WaitAsync(Token);

        await comfy.Queue.GetAsync(Token);
        Assert.Equal(2, network.Connections);
    }

    [Theory]
    [InlineData(200, "PollingOnly")]
    [InlineData(401, "ComfyClientOptions.Headers and Credentials")]
    [InlineData(403, "refuses this client")]
    [InlineData(404, "PollingOnly")]
    [InlineData(409, "409 to /ws.")]
    [InlineData(502, "A proxy answers in place of ComfyUI")]
    [InlineData(301, "It redirects to https://other.example.")]
    [InlineData(302, "It redirects to https://other.example.")]
    public async Task A_refused_handshake_says_what_to_do(int status, string hint)
    {
        await using StubServer server = await StubServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            if (status is 301 or 302)
                context.Response.Headers.Location = "https://other.example/login?token=s1gned";
            return Task.CompletedTask;
        });
        await using ComfyClient comfy = server.Connect();

        var failure = await Assert.ThrowsAsync<ComfyConnectionException>(() => comfy.RunAsync(Picture(), cancellationToken: Token));

        Assert.Contains($"The server answered {status} to /ws.", failure.Message, StringComparison.Ordinal);
        Assert.Contains(hint, failure.Message, StringComparison.Ordinal);
        Assert.Equal(hint == "PollingOnly", failure.Message.Contains("PollingOnly", StringComparison.Ordinal));
        Assert.DoesNotContain("s1gned", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ConnectionMode.Socket)]
    [InlineData(ConnectionMode.PollingOnly)]
    public async Task A_certificate_that_is_not_trusted_is_the_reason_that_is_given(ConnectionMode mode)
    {
        using X509Certificate2 certificate = SelfSigned();
        await using StubServer server = await StubServer.StartAsync(_ => Task.CompletedTask, certificate);
        await using ComfyClient comfy = server.Connect(options => options.ConnectionMode = mode);

        var failure = await Assert.ThrowsAsync<ComfyConnectionException>(() => comfy.RunAsync(Picture(), cancellationToken: Token));

        Assert.Contains("certificate", failure.Message, StringComparison.Ordinal);
        Assert.Contains("ComfyClientOptions.HttpMessageHandler", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("inner exception", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_shows_the_path_that_was_asked_for()
    {
        await using StubServer server = await StubServer.StartAsync(context =>
        {
            context.Response.StatusCode = 404;
            return Task.CompletedTask;
        });
        await using var comfy = new ComfyClient(server.Url + "/comfy/api");

        var failure = await Assert.ThrowsAsync<ComfyServerException>(() => comfy.Queue.GetAsync(Token));

        Assert.Contains("404 to /comfy/api/api/queue.", failure.Message, StringComparison.Ordinal);
    }

    private static RawWorkflow Picture() => new(
        """{"1":{"class_type":"EmptyImage","inputs":{"width":8,"height":8,"batch_size":1,"color":1}},"2":{"class_type":"PreviewImage","inputs":{"images":["1",0]}}}""");

    private static void InterlockedMax(ref int most, int value)
    {
        for (int seen = most; value > seen;)
            seen = Interlocked.CompareExchange(ref most, value, seen) is var now && now == seen ? value : now;
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    }

    /// <summary>Forwards connections, until it forgets those that there are: they stay open, and nothing gets through any more.</summary>
    private sealed class SwallowingNetwork : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly int _port;
        private volatile CancellationTokenSource _forwarding = new();
        private int _connections;

        public SwallowingNetwork(int port)
        {
            _port = port;
            _listener.Start();
            _ = AcceptAsync();
        }

        public string Url => $"http://{_listener.LocalEndpoint}";

        public int Connections => Volatile.Read(ref _connections);

        public Task ClosedByClient => _closed.Task;

        public void Swallow() => Interlocked.Exchange(ref _forwarding, new CancellationTokenSource()).Cancel();

        public void Dispose()
        {
            _listener.Dispose();
            Swallow();
        }

        private async Task AcceptAsync()
        {
            try
            {
                while (true)
                    _ = ForwardAsync(await _listener.AcceptTcpClientAsync(Token), _forwarding.Token);
            }
            catch (SocketException)
            {
                // The test is over.
            }
        }

        private async Task ForwardAsync(TcpClient client, CancellationToken forwarding)
        {
            using (client)
            using (var server = new TcpClient())
            {
                Interlocked.Increment(ref _connections);
                await server.ConnectAsync(IPAddress.Loopback, _port, Token);
                NetworkStream near = client.GetStream();
                Task back = server.GetStream().CopyToAsync(near, forwarding);
                byte[] buffer = new byte[4096];
                for (int count; (count = await near.ReadAsync(buffer, Token)) > 0;)
                {
                    if (!forwarding.IsCancellationRequested)
                        await server.GetStream().WriteAsync(buffer.AsMemory(0, count), Token);
                }
                if (forwarding.IsCancellationRequested)
                    _closed.TrySetResult();
                server.Close();
                await back.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
