using System.Collections.Concurrent;
using System.Net;

namespace ComfyTyped.Tests.Matrix;

/// <summary>
/// The way of a client to its server: it counts what the socket brings, cuts it at one place, and refuses to open it again as often as the cut says, as long as
/// the run goes on. It notes what is requested.
/// </summary>
internal sealed class CutLine(Cut? cut) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
{
    private readonly ConcurrentQueue<string> _requests = new();
    private int _handshakes;
    private int _messages;
    private readonly ConcurrentDictionary<string, int> _messagesOf = new();
    private string? _first;
    private volatile bool _isDown;
    private volatile bool _isRepaired;

    /// <summary>How many whole messages have come.</summary>
    public int Messages => Volatile.Read(ref _messages);

    /// <summary>
    /// Whether the socket of the run after the cut, which has another id, has been welcomed and its hello answered. The socket that was cut may come back at any
    /// time meanwhile.
    /// </summary>
    public bool IsGreeted => _messagesOf.Any(socket => socket.Value > 1 && (cut is null || socket.Key != _first));

    /// <summary>Whether the socket was cut and is not open again.</summary>
    public bool IsDown => _isDown;

    /// <summary>The requests so far, such as <c>GET /api/queue</c>.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    /// <summary>From now on no socket is cut or refused.</summary>
    public void Repair() => _isRepaired = true;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri!.AbsolutePath != "/ws")
        {
            _requests.Enqueue($"{request.Method} {request.RequestUri.AbsolutePath}");
            return await base.SendAsync(request, cancellationToken);
        }
        int handshake = Interlocked.Increment(ref _handshakes);
        if (handshake > 1 && !_isRepaired && handshake - 1 <= cut!.Refusals)
            return new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { RequestMessage = request };
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        string id = request.RequestUri.Query;
        _first ??= id;
        var stream = new MessageStream(await response.Content.ReadAsStreamAsync(cancellationToken), NextAsync, () => OnMessage(id));
        response.Content = new DuplexContent(stream);
        _isDown = false;
        return response;
    }

    private void OnMessage(string id)
    {
        Interlocked.Increment(ref _messages);
        _messagesOf.AddOrUpdate(id, 1, (_, count) => count + 1);
    }

    private ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        _isDown = !_isRepaired && Volatile.Read(ref _handshakes) == 1 && cut?.After == Messages;
        return _isDown ? throw new IOException("The line was cut.") : new(false);
    }
}
