using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.Tests.Endings;

/// <summary>
/// No more of ComfyUI than its queue, history and sockets, each of which can be made to misbehave. It keeps one socket for each client id and forgets the id
/// when any socket of that id ends, as ComfyUI does.
/// </summary>
internal sealed class StubServer : IAsyncDisposable
{
    private readonly object _gate = new();
    private readonly WebApplication _app;
    private readonly List<(string PromptId, string ClientId)> _queue = [];
    private readonly Dictionary<string, string> _history = [];
    private readonly ConcurrentDictionary<string, StubSocket> _sockets = new();
    private readonly ConcurrentDictionary<string, int> _requests = new();
    private int _underWay;
    private int _peak;

    private StubServer()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1));
        _app = builder.Build();
        _app.UseWebSockets();
        _app.Run(AnswerAsync);
    }

    /// <summary>Answers a request in place of the server; false leaves it to the server.</summary>
    public Func<HttpContext, Task<bool>> Intercept { get; set; } = _ => Task.FromResult(false);

    /// <summary>Whether it has <c>/api/jobs</c>.</summary>
    public bool HasJobs { get; init; }

    /// <summary>What happens to a prompt when it is queued. By default it waits for ever.</summary>
    public Func<string, Task> OnQueued { get; set; } = _ => Task.CompletedTask;

    public string Url => _app.Urls.First();

    /// <summary>How many sockets were opened.</summary>
    public int SocketsOpened { get; private set; }

    /// <summary>The most requests that were under way at once, those for sockets aside.</summary>
    public int Peak => Volatile.Read(ref _peak);

    public IReadOnlyList<string> Queued
    {
        get
        {
            lock (_gate)
                return [.. _queue.Select(item => item.PromptId)];
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<StubServer> StartAsync(bool hasJobs = false)
    {
        var server = new StubServer { HasJobs = hasJobs };
        await server._app.StartAsync(Token);
        return server;
    }

    /// <summary>Counts the requests whose method and path begin so.</summary>
    public int Count(string request) => _requests.Where(pair => pair.Key.StartsWith(request, StringComparison.Ordinal)).Sum(pair => pair.Value);

    /// <summary>Waits until a condition holds.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
            await Task.Delay(5, Token);
    }

    /// <summary>Adds a prompt to the queue, and reports the queue to all.</summary>
    public async Task<string> QueueAsync(byte[] body)
    {
        JsonNode prompt = JsonNode.Parse(body)!;
        string promptId = (string?)prompt["prompt_id"] ?? Guid.NewGuid().ToString();
        lock (_gate)
            _queue.Add((promptId, (string?)prompt["client_id"] ?? ""));
        await ReportAsync();
        return promptId;
    }

    /// <summary>Begins a prompt.</summary>
    /// <returns>The client that sent it.</returns>
    public async Task<string> BeginAsync(string promptId)
    {
        string clientId;
        lock (_gate)
            clientId = _queue.Find(item => item.PromptId == promptId).ClientId ?? "";
        await SayAsync(clientId, "execution_start", $$"""{"prompt_id":"{{promptId}}"}""");
        return clientId;
    }

    /// <summary>Runs a prompt to its end.</summary>
    public async Task RunAsync(string promptId)
    {
        string clientId = await BeginAsync(promptId);
        await SayAsync(clientId, "executing", $$"""{"node":"1","display_node":"1","prompt_id":"{{promptId}}"}""");
        await SayAsync(clientId, "executed", $$"""{"node":"1","display_node":"1","output":{"text":["made"]},"prompt_id":"{{promptId}}"}""");
        await SayAsync(clientId, "execution_success", $$"""{"prompt_id":"{{promptId}}"}""");
        End(promptId);
        await SayAsync(clientId, "executing", $$"""{"node":null,"prompt_id":"{{promptId}}"}""");
        await ReportAsync();
    }

    /// <summary>Ends a prompt without a word to anybody.</summary>
    public void End(string promptId)
    {
        lock (_gate)
        {
            _history[promptId] = """{"prompt":[],"outputs":{"1":{"text":["made"]}},"status":{"status_str":"success","completed":true,"messages":[]}}""";
            int at = _queue.FindIndex(item => item.PromptId == promptId);
            if (at >= 0)
                _queue.RemoveAt(at);
        }
    }

    /// <summary>Tells all sockets how long the queue is.</summary>
    public async Task ReportAsync()
    {
        foreach (StubSocket socket in _sockets.Values)
            await socket.SendAsync(Status());
    }

    /// <summary>Breaks all sockets as the client sees it. The server keeps the dead ones until <see cref="NoticeBreaks"/>.</summary>
    public void BreakSockets()
    {
        foreach (StubSocket socket in _sockets.Values)
            socket.Break();
    }

    /// <summary>The server notices that a client's old socket has ended, and forgets the client's id with it.</summary>
    public void NoticeBreaks(string clientId) => _sockets.TryRemove(clientId, out _);

    public IReadOnlyCollection<string> ClientIds => [.. _sockets.Keys];

    public async ValueTask DisposeAsync()
    {
        BreakSockets();
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await _app.StopAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        string path = context.Request.Path.Value!;
        _requests.AddOrUpdate($"{context.Request.Method} {path}", 1, (_, count) => count + 1);
        if (path == "/ws")
        {
            if (!await Intercept(context))
                await HoldAsync(context);
            return;
        }
        int underWay = Interlocked.Increment(ref _underWay);
        for (int peak; (peak = _peak) < underWay && Interlocked.CompareExchange(ref _peak, underWay, peak) != peak;)
        {
        }
        try
        {
            if (!await Intercept(context))
                await AnswerAsync(context, path);
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    private async Task AnswerAsync(HttpContext context, string path)
    {
        bool isPost = context.Request.Method == "POST";
        string last = path[(path.LastIndexOf('/') + 1)..];
        switch (path)
        {
            case "/api/prompt" when isPost:
                string promptId = await QueueAsync(await BodyAsync(context));
                await JsonAsync(context, $$"""{"prompt_id":"{{promptId}}","number":1,"node_errors":{} }""");
                await OnQueued(promptId);
                break;
            case "/api/prompt":
                await JsonAsync(context, $$"""{"exec_info":{"queue_remaining":{{Queued.Count}} } }""");
                break;
            case "/api/queue" when isPost:
                Delete(JsonNode.Parse(await BodyAsync(context))!["delete"]!.AsArray().Select(id => (string)id!));
                await ReportAsync();
                break;
            case "/api/queue":
                string items = string.Join(',', Queued.Select(id => $$"""[0,"{{id}}",{},{},[]]"""));
                await JsonAsync(context, $$"""{"queue_running":[],"queue_pending":[{{items}}]}""");
                break;
            case "/api/jobs" when HasJobs:
                string jobs = string.Join(',', Queued.Select(id => $$"""{"id":"{{id}}","status":"pending"}"""));
                await JsonAsync(context, $$"""{"jobs":[{{jobs}}],"pagination":{"has_more":false} }""");
                break;
            case "/api/system_stats":
                await JsonAsync(context, """{"system":{"comfyui_version":"0.8.0"},"devices":[]}""");
                break;
            case "/api/upload/image":
                await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
                await JsonAsync(context, """{"name":"stored.png","subfolder":"","type":"input"}""");
                break;
            case "/api/interrupt":
                break;
            case var _ when path.StartsWith("/api/history/", StringComparison.Ordinal):
                await JsonAsync(context, HistoryOf(last));
                break;
            case var _ when HasJobs && path.StartsWith("/api/jobs/", StringComparison.Ordinal) && !isPost:
                await AnswerJobAsync(context, last);
                break;
            default:
                context.Response.StatusCode = 404;
                break;
        }
    }

    private Task AnswerJobAsync(HttpContext context, string promptId)
    {
        bool hasEnded = HistoryOf(promptId) != "{}";
        if (!hasEnded && !Queued.Contains(promptId))
        {
            context.Response.StatusCode = 404;
            return JsonAsync(context, """{"error":"Job not found"}""");
        }
        return JsonAsync(context, $$"""{"id":"{{promptId}}","status":"{{(hasEnded ? "completed" : "pending")}}"}""");
    }

    /// <summary>The server deletes one item for each id.</summary>
    private void Delete(IEnumerable<string> promptIds)
    {
        lock (_gate)
        {
            foreach (string promptId in promptIds)
            {
                int at = _queue.FindIndex(item => item.PromptId == promptId);
                if (at >= 0)
                    _queue.RemoveAt(at);
            }
        }
    }

    private string HistoryOf(string promptId)
    {
        lock (_gate)
            return _history.TryGetValue(promptId, out string? entry) ? $$"""{"{{promptId}}":{{entry}} }""" : "{}";
    }

    private string Status() => $$"""{"type":"status","data":{"status":{"exec_info":{"queue_remaining":{{Queued.Count}} } } } }""";

    private async Task SayAsync(string clientId, string type, string data)
    {
        if (_sockets.TryGetValue(clientId, out StubSocket? socket))
            await socket.SendAsync($$"""{"type":"{{type}}","data":{{data}} }""");
    }

    private async Task HoldAsync(HttpContext context)
    {
        using WebSocket opened = await context.WebSockets.AcceptWebSocketAsync();
        string clientId = context.Request.Query["clientId"]!;
        SocketsOpened++;
        var socket = new StubSocket(opened);
        _sockets[clientId] = socket;
        await socket.SendAsync(Status());
        if (await socket.HoldAsync())
            _sockets.TryRemove(clientId, out _);
    }

    private static async Task<byte[]> BodyAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, CancellationToken.None);
        return body.ToArray();
    }

    private static async Task JsonAsync(HttpContext context, string json)
    {
        context.Response.ContentType = "application/json";
        try
        {
            await context.Response.WriteAsync(json, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // Whoever asked is gone; what the request has done remains.
        }
    }

    /// <summary>A socket as the server has it.</summary>
    private sealed class StubSocket(WebSocket socket)
    {
        private readonly SemaphoreSlim _turn = new(1);
        private volatile bool _isBroken;

        public async Task SendAsync(string text)
        {
            await _turn.WaitAsync();
            try
            {
                if (socket.State == WebSocketState.Open)
                    await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);
            }
            catch (Exception exception) when (exception is WebSocketException or ObjectDisposedException or IOException or OperationCanceledException)
            {
                // The client is gone.
            }
            finally
            {
                _turn.Release();
            }
        }

        public void Break()
        {
            _isBroken = true;
            socket.Abort();
        }

        /// <summary>Waits until it ends.</summary>
        /// <returns>Whether the server notices at once.</returns>
        public async Task<bool> HoldAsync()
        {
            byte[] buffer = new byte[1024];
            try
            {
                while ((await socket.ReceiveAsync(buffer, CancellationToken.None)).MessageType != WebSocketMessageType.Close)
                {
                }
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
            }
            catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
            {
                // As good as closed.
            }
            return !_isBroken;
        }
    }
}
