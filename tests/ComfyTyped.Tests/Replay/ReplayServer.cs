using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace ComfyTyped.Tests.Replay;

/// <summary>
/// A real server on a real port that plays a recording: its answers and frames in their order, with the ids of the client in place of the
/// recorder's. It notes everything that a client must not do.
/// </summary>
internal sealed partial class ReplayServer : IAsyncDisposable
{
    private Recording _recording;
    private readonly ReplayFaults _faults;
    private readonly ReplayHost _host;
    private readonly bool _isShared;
    private readonly string _path;
    private readonly ConcurrentQueue<string> _violations = new();
    private readonly ConcurrentQueue<SentRequest> _requests = new();
    private readonly ConcurrentQueue<string> _clientIds = new();
    private readonly Channel<WebSocket> _sockets = Channel.CreateUnbounded<WebSocket>();
    private readonly KnownSockets _known = new();
    private readonly LeftPrompts _left = new();
    private TaskCompletionSource _submitted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _interrupted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _missed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = new();
    private CancellationTokenSource _playing = new();
    private Task<int> _play;
    private string _clientId = "";
    private volatile string _submitter = "";
    private volatile string _promptId = "";
    private volatile bool _hasHistory;
    private volatile bool _isDeleted;
    private volatile bool _isBroken;
    private volatile bool _isContinued;
    private volatile bool _awaitsSocket;
    private int _refused;
    private int _historyReads;

    private ReplayServer(Recording recording, ReplayFaults faults, ReplayHost host, bool isShared)
    {
        _recording = recording;
        _faults = faults;
        _host = host;
        _isShared = isShared;
        _path = isShared ? $"/{Guid.NewGuid():N}" : faults.PathBase ?? "";
        Url = host.Add(_path, HandleAsync);
        _play = PlayAsync(_playing.Token);
    }

    public string Url { get; }

    /// <summary>The id that the run has on this server.</summary>
    public string PromptId => _promptId;

    /// <summary>What the client did that it must not do.</summary>
    public IReadOnlyCollection<string> Violations => _violations;

    public IReadOnlyCollection<SentRequest> Requests => _requests;

    /// <summary>The requests so far, such as <c>GET /api/queue</c>.</summary>
    public IReadOnlyCollection<string> RequestLines => [.. _requests.Select(request => $"{request.Method} {request.Path}")];

    /// <summary>What the client has left of its run on this server.</summary>
    public LeftPrompts Left => _left;

    /// <summary>Ends when a frame of a run that was continued with was for a socket that the server does not know.</summary>
    public Task Missed => _missed.Task;

    /// <summary>Ends when the run has stopped where it was told to.</summary>
    public Task Stalled => _stalled.Task;

    public Task Submitted => _submitted.Task;

    /// <summary>Ends when everything was played, and tells how many frames there were.</summary>
    public Task<int> Played => _play;

    /// <summary>Whether the socket was broken by a fault.</summary>
    public bool IsBroken => _isBroken;

    public static async Task<ReplayServer> StartAsync(Recording recording, ReplayFaults? faults = null) =>
        new(recording, faults ?? new ReplayFaults(), await ReplayHost.StartAsync(), isShared: false);

    /// <summary>Plays beside other replays.</summary>
    public static ReplayServer Start(Recording recording, ReplayFaults faults, ReplayHost host) => new(recording, faults, host, isShared: true);

    /// <summary>The ids of all sockets so far.</summary>
    public IReadOnlyCollection<string> ClientIds => _clientIds;

    /// <summary>The headers of the last handshake.</summary>
    public IReadOnlyDictionary<string, string> SocketHeaders { get; private set; } = new Dictionary<string, string>();

    /// <summary>Plays the recording once more, for another socket and another run.</summary>
    public void Rewind()
    {
        _submitted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _hasHistory = false;
        _play = PlayAsync(_playing.Token);
    }

    /// <summary>
    /// Plays another recording from its submission on, to whichever socket the client has by then, as long as the server knows it. Whatever is left of the run
    /// before has passed. No socket is refused any more.
    /// </summary>
    /// <param name="next">The recording.</param>
    /// <param name="frames">The frames of the run before.</param>
    public async Task ContinueAsync(Recording next, int frames)
    {
        // What waits for a socket now waits for good: no run needs one.
        while (!_play.IsCompleted && !_awaitsSocket)
            await Task.Delay(1);
        await _playing.CancelAsync();
        await ((Task)_play).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _playing.Dispose();
        _playing = new CancellationTokenSource();
        _known.PassTo(frames);
        _isContinued = true;
        _recording = next;
        _recordedPromptId = null;
        _submitted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _hasHistory = false;
        _play = PlayOnAsync(_playing.Token);
    }

    public IEnumerable<SentRequest> RequestsTo(string path) => _requests.Where(request => request.Path == path);

    /// <summary>Gets the prompts that an interrupt was sent for, each once: a client asks again for one that it still finds.</summary>
    public IEnumerable<string?> Interrupted => RequestsTo("/api/interrupt")
        .Select(sent => sent.Json.TryGetProperty("prompt_id", out JsonElement id) ? id.GetString() : null)
        .Distinct();

    /// <summary>Gets the prompts that were deleted from the queue, each once.</summary>
    public IEnumerable<string?> Deleted => RequestsTo("/api/queue")
        .Where(sent => sent.Method == "POST")
        .SelectMany(sent => sent.Json.GetProperty("delete").EnumerateArray())
        .Select(id => id.GetString())
        .Distinct();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _playing.CancelAsync();
        await ((Task)_play).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _host.Remove(_path);
        if (!_isShared)
            await _host.DisposeAsync();
        _stop.Dispose();
        _playing.Dispose();
    }

    private async Task<int> PlayOnAsync(CancellationToken cancellationToken)
    {
        await _submitted.Task.WaitAsync(cancellationToken);
        int sent = 0;
        bool hadOutcome = false;
        foreach (RecordedEntry entry in _recording.Entries.SkipWhile(entry => !entry.IsPost("/prompt")).Where(entry => entry.Kind == "ws" && entry.Direction == "recv"))
        {
            _hasHistory |= hadOutcome;
            hadOutcome |= entry.IsOutcome;
            _known.Pass();
            if (await _known.FindAsync(_submitter).WaitAsync(cancellationToken) is not { } socket || !await TrySendAsync(socket, entry, cancellationToken))
                _missed.TrySetResult();
            sent++;
        }
        _hasHistory = true;
        return sent;
    }

    private async Task<int> PlayAsync(CancellationToken cancellationToken)
    {
        if (_faults.GoesOn)
            await Task.WhenAny(_sockets.Reader.WaitToReadAsync(cancellationToken).AsTask(), _submitted.Task);
        bool isOpen = !_faults.GoesOn || _sockets.Reader.TryPeek(out _);
        WebSocket? socket = isOpen ? await NextSocketAsync(cancellationToken) : null;
        var kinds = new HashSet<string> { "ws", "ws1" };
        int sent = 0;
        bool hadOutcome = false;
        foreach (RecordedEntry entry in _recording.Entries)
        {
            if (entry.IsPost("/prompt"))
                await _submitted.Task.WaitAsync(cancellationToken);
            if (entry.Path == "/history/" + _recordedPromptId)
                _hasHistory = true;
            if (entry.Direction == "open" && !isOpen && !IsGone && entry.Json.GetProperty("client_id").GetString() == _recording.ClientId && kinds.Add(entry.Kind))
            {
                isOpen = !_faults.GoesOn;
                if (isOpen)
                    socket = await NextSocketAsync(cancellationToken);
            }
            if (!kinds.Contains(entry.Kind) || entry.Direction == "send")
                continue;
            if (entry.Direction == "close" && isOpen && !hadOutcome)
            {
                _known.Break(socket!, frames: 0);
                socket!.Abort();
                isOpen = false;
            }
            if (entry.Direction != "recv")
                continue;
            if (hadOutcome)
                _hasHistory = true;
            hadOutcome |= entry.IsOutcome;
            await StallAsync(entry, cancellationToken);
            if (_faults.BreakSocketAfter == sent)
            {
                Break(socket!);
                isOpen = false;
            }
            if ((isOpen && _faults.DeafAfter == sent) || (!isOpen && _faults.WaitForReconnect && _faults.BreakSocketAfter + _faults.LostAfterBreak == sent))
            {
                socket = await NextSocketAsync(cancellationToken);
                isOpen = true;
            }
            _known.Pass();
            // A socket that the server has forgotten is replaced when the client has opened another one.
            if (_known.HasForgotten(socket) && _sockets.Reader.TryRead(out WebSocket? newer))
                socket = newer;
            if (_faults.GoesOn && _sockets.Reader.TryRead(out WebSocket? latest))
                (socket, isOpen) = (latest, true);
            if (isOpen && !_known.HasForgotten(socket) && _faults.Lose?.Invoke(entry) != true)
                socket = await SendAsync(socket!, entry, cancellationToken);
            sent++;
        }
        _hasHistory = true;
        if (_faults.BreakSocketAfter == sent)
            Break(socket!);
        return sent;
    }

    /// <summary>Whether the socket broke and does not come back.</summary>
    private bool IsGone => _isBroken && !_faults.WaitForReconnect;

    private void Break(WebSocket socket)
    {
        _isBroken = true;
        _known.Break(socket, _faults.NoticeAfter);
        socket.Abort();
    }

    private async Task<WebSocket> NextSocketAsync(CancellationToken cancellationToken)
    {
        _awaitsSocket = true;
        WebSocket socket = await _sockets.Reader.ReadAsync(cancellationToken);
        _awaitsSocket = false;
        return socket;
    }

    private async Task StallAsync(RecordedEntry entry, CancellationToken cancellationToken)
    {
        if (_submitted.Task.IsCompleted && _faults.StaysPending)
        {
            _stalled.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        if (_faults.StallBefore?.Invoke(entry) != true || _stalled.Task.IsCompleted)
            return;
        _stalled.TrySetResult();
        await _interrupted.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Sends a frame to the client, on another socket if it has closed this one.</summary>
    private async Task<WebSocket> SendAsync(WebSocket socket, RecordedEntry entry, CancellationToken cancellationToken)
    {
        while (!await TrySendAsync(socket, entry, cancellationToken))
        {
            if (_faults.GoesOn)
                return socket;
            socket = await NextSocketAsync(cancellationToken);
        }
        return socket;
    }

    private async Task<bool> TrySendAsync(WebSocket socket, RecordedEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            await SendFramesAsync(socket, entry, cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is WebSocketException or ObjectDisposedException or InvalidOperationException or IOException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    private async Task SendFramesAsync(WebSocket socket, RecordedEntry entry, CancellationToken cancellationToken)
    {
        foreach (Frame frame in _faults.Replace?.Invoke(entry) ?? [Frame.Of(entry)])
        {
            byte[] bytes = MapIds(frame.Bytes);
            int part = Math.Max(1, (bytes.Length + _faults.Fragments - 1) / _faults.Fragments);
            for (int start = 0; start == 0 || start < bytes.Length; start += part)
            {
                int end = Math.Min(bytes.Length, start + part);
                WebSocketMessageType type = frame.IsBinary ? WebSocketMessageType.Binary : WebSocketMessageType.Text;
                await socket.SendAsync(bytes.AsMemory(start..end), type, end == bytes.Length, cancellationToken);
            }
        }
    }

    /// <summary>Both ids are as long as the recorded ones, so that the lengths inside binary frames stay right.</summary>
    private byte[] MapIds(byte[] bytes)
    {
        byte[] mapped = [.. bytes];
        Replace(mapped, _recordedPromptId, _promptId);
        Replace(mapped, _recording.ClientId, _clientId);
        return mapped;
    }

    private static void Replace(byte[] bytes, string? recorded, string actual)
    {
        if (recorded is null || actual.Length != recorded.Length)
            return;
        byte[] from = Encoding.UTF8.GetBytes(recorded);
        byte[] to = Encoding.UTF8.GetBytes(actual);
        for (int at = 0, found; (found = bytes.AsSpan(at).IndexOf(from)) >= 0; at += found + from.Length)
            to.CopyTo(bytes, at + found);
    }

    private string? _recordedPromptId
    {
        get => field ??= _recording.Submission.Status == 200 ? _recording.PromptId : null;
        set;
    }
}
