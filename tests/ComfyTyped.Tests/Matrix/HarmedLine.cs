using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;

namespace ComfyTyped.Tests.Matrix;

/// <summary>The way of a client to its server, which does at one place what its cell says. It notes what is requested, and whether anything moves.</summary>
internal sealed partial class HarmedLine(HarmedCell? cell, TimeProvider time) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
{
    /// <summary>More than a request may take, and less than a run.</summary>
    public static readonly TimeSpan LateRequest = TimeSpan.FromSeconds(15);

    /// <summary>As long as a whole run may take.</summary>
    private static readonly TimeSpan LateMessage = TimeSpan.FromSeconds(30);

    /// <summary>How many looks at the server are harmed after a message was.</summary>
    private const int HarmedLooks = 3;

    private readonly ConcurrentQueue<string> _requests = new();
    private readonly CancellationTokenSource _ended = new();
    private Stream? _socket;
    private int _handshakes;
    private int _messages;
    private int _looks;
    private int _honest;
    private long _moves;
    private int _hasStruck;

    /// <summary>How many whole messages have come.</summary>
    public int Messages => Volatile.Read(ref _messages);

    /// <summary>What was requested, such as <c>GET /api/history/*</c>, in order.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    /// <summary>A number that changes whenever something moves.</summary>
    public long Moves => Volatile.Read(ref _moves);

    /// <summary>Whether a request is on its way that the server will answer in a moment.</summary>
    public bool IsBusy => Volatile.Read(ref _honest) > 0;

    private bool HasStruck => Volatile.Read(ref _hasStruck) > 0;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string kind = KindOf(request);
        _requests.Enqueue(kind);
        Interlocked.Increment(ref _moves);
        try
        {
            if (kind == HarmedCell.Handshake)
                return await ShakeHandsAsync(request, cancellationToken);
            return IsHarmed(kind) ? await HarmAsync(request, cancellationToken) : await PassAsync(request, cancellationToken);
        }
        finally
        {
            Interlocked.Increment(ref _moves);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _ended.Cancel();
        base.Dispose(disposing);
    }

    private async Task<HttpResponseMessage> ShakeHandsAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        bool isFirst = Interlocked.Increment(ref _handshakes) == 1;
        if (cell is { Reconnects: false } && (!isFirst || HasStruck))
            return new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { RequestMessage = request };
        if (IsHarmed(HarmedCell.Handshake) && cell!.Harm != Harm.Late)
            return await HarmAsync(request, cancellationToken, isForwarded: false);
        HttpResponseMessage response = IsHarmed(HarmedCell.Handshake) ? await LateAsync(request, cancellationToken) : await PassAsync(request, cancellationToken);
        var stream = new MessageStream(await response.Content.ReadAsStreamAsync(cancellationToken), NextAsync, OnMessage);
        _socket = stream;
        response.Content = new DuplexContent(stream);
        return response;
    }

    private void OnMessage()
    {
        Interlocked.Increment(ref _messages);
        Interlocked.Increment(ref _moves);
    }

    /// <summary>Decides about the next frame.</summary>
    /// <returns>Whether it is garbled.</returns>
    private async ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        if (cell is not { Request: null } || cell.Message != Messages || !Strike())
            return false;
        switch (cell.Harm)
        {
            case Harm.Late:
                await Task.Delay(LateMessage, time, cancellationToken);
                return false;
            case Harm.Nothing:
                await Task.Delay(Timeout.Infinite, cancellationToken);
                return false;
            case Harm.Garbage:
                return true;
            default:
                throw new IOException("The socket was harmed.");
        }
    }

    private bool IsHarmed(string kind)
    {
        if (cell is null)
            return false;
        if (cell.Request is { } harmed)
        {
            if (harmed != kind || (!Strike() && !cell.IsLasting))
                return false;
            if (!cell.Reconnects)
                _socket?.Dispose();
            return true;
        }
        bool isLook = kind is "GET /api/history/*" or "GET /api/jobs/*" or "GET /api/queue";
        return HasStruck && isLook && cell.Harm is Harm.Status500 or Harm.Status502 or Harm.Status504 or Harm.Garbage && Interlocked.Increment(ref _looks) <= HarmedLooks;
    }

    private bool Strike() => Interlocked.Exchange(ref _hasStruck, 1) == 0;

    private async Task<HttpResponseMessage> PassAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _honest);
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _honest);
        }
    }

    private async Task<HttpResponseMessage> HarmAsync(HttpRequestMessage request, CancellationToken cancellationToken, bool isForwarded = true)
    {
        Harm harm = cell!.Harm;
        if (harm == Harm.Late)
            return await LateAsync(request, cancellationToken);
        if (harm == Harm.Nothing)
            await Task.Delay(Timeout.Infinite, cancellationToken);
        if (isForwarded && !cell.IsWithheld)
            (await PassAsync(request, cancellationToken)).Dispose();
        if (harm == Harm.Closed)
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "The connection was closed.", new IOException("closed"));
        HttpStatusCode status = harm switch
        {
            Harm.Status500 => HttpStatusCode.InternalServerError,
            Harm.Status502 => HttpStatusCode.BadGateway,
            Harm.Status504 => HttpStatusCode.GatewayTimeout,
            _ => HttpStatusCode.OK,
        };
        return new HttpResponseMessage(status) { RequestMessage = request, Content = new StringContent("<<< neither JSON nor a picture >>>") };
    }

    /// <summary>Lets the request reach the server when nobody waits for its answer any more.</summary>
    private async Task<HttpResponseMessage> LateAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // The client disposes of the content when it gives up.
        byte[]? body = request.Content is null ? null : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var copy = new HttpRequestMessage(request.Method, request.RequestUri) { Version = request.Version, VersionPolicy = request.VersionPolicy };
        foreach ((string name, IEnumerable<string> values) in request.Headers)
            copy.Headers.TryAddWithoutValidation(name, values);
        if (body is not null)
        {
            copy.Content = new ByteArrayContent(body);
            foreach ((string name, IEnumerable<string> values) in request.Content!.Headers)
                copy.Content.Headers.TryAddWithoutValidation(name, values);
        }
        Task<HttpResponseMessage> late = ForwardAsync(copy);
        _ = late.ContinueWith(
            static (task, waiting) =>
            {
                if (task.Exception is null && ((CancellationToken)waiting!).IsCancellationRequested)
                    task.Result.Dispose();
            },
            cancellationToken,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return await late.WaitAsync(cancellationToken);
    }

    private async Task<HttpResponseMessage> ForwardAsync(HttpRequestMessage request)
    {
        await Task.Delay(LateRequest, time, _ended.Token);
        return await PassAsync(request, _ended.Token);
    }

    private static string KindOf(HttpRequestMessage request)
    {
        string path = request.RequestUri!.AbsolutePath;
        int start = path.IndexOf("/api/", StringComparison.Ordinal);
        return $"{request.Method} {Id().Replace(start < 0 ? path[path.LastIndexOf('/')..] : path[start..], "*")}";
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}")]
    private static partial Regex Id();
}
