using System.Net.WebSockets;
using ComfyTyped.Client;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.Connection;

/// <summary>
/// The one socket of a client, shared by all its runs: opened by the first, and again whenever it drops while runs are under way. One loop at a
/// time owns it; nobody else opens it or changes its state.
/// </summary>
/// <remarks>
/// The client id stays as long as any run is under way, since the server addresses events to it. Else the next socket has an id of its own: a server
/// forgets an id when the old socket of that id ends, however late, and then the new one hears nothing and gets no error (every version so far).
/// </remarks>
internal sealed class SharedConnection(ComfyHttp http, RunRegistry runs, SentRuns? sent, ComfyClientOptions options, ILogger logger) : IAsyncDisposable
{
    private readonly object _gate = new();
    private readonly TimeProvider _time = options.TimeProvider;
    private readonly CancellationTokenSource _stop = new();
    private readonly AsyncSignal _hurry = new();
    private readonly SilenceWatch _silence = new(runs, options, logger);
    private TaskCompletionSource<string?> _opened = Unopened();
    private Task _keeping = Task.CompletedTask;
    private bool _isKept;
    private string? _clientId;
    private ComfyConnection? _current;
    private volatile ConnectionState _state;
    private int _changes;
    private long? _dropped;

    /// <summary>Raised by the loop that owns the socket, and waited for.</summary>
    public event Action<ConnectionChangedEvent>? Changed;

    public ConnectionState State => _state;

    /// <summary>Gets how often the state has changed: what a run heard since an earlier count may not be all there was.</summary>
    public int Changes => Volatile.Read(ref _changes);

    /// <summary>Gets what is known of restarts. The number of an open socket is that of the changes until then.</summary>
    public Restarts Restarts { get; } = new();

    /// <summary>Tells whether events come that are addressed to a client id.</summary>
    public bool Hears(string clientId) => _state == ConnectionState.Connected && Volatile.Read(ref _clientId) == clientId;

    /// <summary>Waits until the socket is open, if there is to be one.</summary>
    /// <param name="wantedId">The client id to take over from another process, unless runs here depend on one; null for one's own.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Its client id. Without a socket it is needed as well: some versions leave cached outputs out of the history of a prompt that has none.</returns>
    /// <exception cref="ComfyConnectionException">The server cannot be reached.</exception>
    public async ValueTask<string> GetAsync(string? wantedId, CancellationToken cancellationToken)
    {
        if (options.ConnectionMode == ConnectionMode.PollingOnly)
            return Guid.NewGuid().ToString("N");
        while (true)
        {
            try
            {
                // Null when the loop had just ended because nobody seemed to need it.
                if (await Opened(wantedId).WaitAsync(options.ConnectTimeout, _time, cancellationToken).ConfigureAwait(false) is { } clientId)
                    return clientId;
            }
            catch (TimeoutException exception)
            {
                throw TooSlow(exception);
            }
        }
    }

    /// <summary>Sends a message on the socket of that id. One call at a time.</summary>
    /// <exception cref="ComfyConnectionException">The socket has dropped, or does not take the message within the time of a request.</exception>
    public async Task SendAsync(string clientId, ReadOnlyMemory<byte> utf8)
    {
        ComfyConnection? connection;
        lock (_gate)
            connection = _clientId == clientId ? _current : null;
        using var limit = new LinkedTimeout(options.RequestTimeout, _time, _stop.Token);
        try
        {
            await (connection ?? throw new IOException("it is not open.")).SendAsync(utf8, limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is WebSocketException or IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            throw new ComfyConnectionException($"The prompt could not be sent over the socket of {http.Address.Http}: {exception.Message}", exception);
        }
    }

    /// <summary>Takes note that the server works on a run. A socket that has been silent all the same is renewed.</summary>
    public void OnRunning()
    {
        lock (_gate)
        {
            if (_current is not null && _silence.IsTooLong())
                _current.BeginClose();
        }
    }

    /// <summary>Lets a socket that waits for its next attempt make it now, because the server is back.</summary>
    public void Hurry()
    {
        lock (_gate)
        {
            if (_isKept && _state == ConnectionState.Reconnecting)
                _hurry.Raise();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        Task keeping;
        lock (_gate)
            keeping = _keeping;
        await keeping.ConfigureAwait(false);
        _stop.Dispose();
    }

    private Task<string?> Opened(string? wantedId)
    {
        lock (_gate)
        {
            if (!_isKept)
            {
                ObjectDisposedException.ThrowIf(_stop.IsCancellationRequested, typeof(ComfyClient));
                _isKept = true;
                _opened = Unopened();
                if (_clientId is null || !runs.HasAcceptedRuns)
                    _clientId = wantedId ?? Guid.NewGuid().ToString("N");
                (string clientId, Task previous) = (_clientId, _keeping);

                // The loop outlives the run that needs the socket first, and must not count as part of its activity.
                using (ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow())
                    _keeping = Task.Run(() => KeepAsync(clientId, previous), CancellationToken.None);
            }
            else if (_state == ConnectionState.Reconnecting)
            {
                _hurry.Raise();
            }
            return _opened.Task;
        }
    }

    private async Task KeepAsync(string clientId, Task previous)
    {
        await previous.ConfigureAwait(false);
        try
        {
            Change(ConnectionState.Connecting);
            ComfyConnection? connection = await OpenAsync(clientId).ConfigureAwait(false);
            string reason = "";
            while (connection is not null)
            {
                reason = await HoldAsync(connection, clientId).ConfigureAwait(false);
                connection = null;
                if (options.ReconnectPolicy is { } policy && IsNeeded)
                {
                    Change(ConnectionState.Reconnecting, reason);
                    connection = await ReconnectAsync(policy, clientId).ConfigureAwait(false);
                }
            }
            End(reason, null);
        }
        catch (Exception exception)
        {
            End(exception.Message, exception);
        }
    }

    private TimeSpan? SinceDrop => _dropped is { } dropped ? _time.GetElapsedTime(dropped) : null;

    private bool IsNeeded => !_stop.IsCancellationRequested && runs.HasRuns;

    /// <summary>Lets the runs use a socket until it ends.</summary>
    /// <returns>Why it ended.</returns>
    private async Task<string> HoldAsync(ComfyConnection connection, string clientId)
    {
        await using (connection.ConfigureAwait(false))
        {
            lock (_gate)
                _current = connection;
            Change(ConnectionState.Connected);
            _opened.TrySetResult(clientId);
            await ((Task)connection.Ended.WaitAsync(_stop.Token)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            lock (_gate)
            {
                _current = null;
                _opened = Unopened();
            }
        }
        return await connection.Ended.ConfigureAwait(false);
    }

    /// <returns>Null when nobody needs it any more.</returns>
    private async Task<ComfyConnection?> ReconnectAsync(IReconnectPolicy policy, string clientId)
    {
        ComfyConnectionException? failure = null;
        for (int attempts = 0; ; attempts++)
        {
            if (policy.NextDelay(new ReconnectContext(attempts, SinceDrop!.Value, failure)) is not { } delay)
                throw failure ?? new ComfyConnectionException($"The socket of {http.Address.Http} has dropped, and the policy does not open it again.", null);
            await _hurry.WaitAsync(delay > TimeSpan.Zero ? delay : TimeSpan.Zero, _time, _stop.Token).ConfigureAwait(false);
            if (!IsNeeded)
                return null;
            try
            {
                return await OpenAsync(clientId).ConfigureAwait(false);
            }
            catch (Exception exception) when (!_stop.IsCancellationRequested)
            {
                // Also what the application's credentials throw: the next attempt asks for them again.
                Log.ReconnectFailed(logger, attempts + 1, exception);
                failure = exception as ComfyConnectionException
                    ?? new ComfyConnectionException($"The socket of {http.Address.Http} cannot be opened: {exception.Message}", exception);
                if (RestartEvidence.IsDown(failure))
                    Restarts.Note(Changes - 1);
            }
        }
    }

    /// <summary>Leaves the socket to a later loop. Whoever waits for it begins that one, or fails with this one.</summary>
    private void End(string reason, Exception? failure)
    {
        TaskCompletionSource<string?> opened;
        lock (_gate)
        {
            _isKept = false;
            opened = _opened;
        }
        Change(ConnectionState.Disconnected, reason);
        if (failure is null)
            opened.TrySetResult(null);
        else if (opened.TrySetException(failure))
            _ = opened.Task.Exception;
    }

    private void Change(ConnectionState state, string? reason = null)
    {
        var change = new ConnectionChangedEvent(_state, state) { Reason = reason, Gap = state == ConnectionState.Connected ? SinceDrop : null };
        if (_state == ConnectionState.Connected)
            _dropped = _time.GetTimestamp();
        _state = state;
        Interlocked.Increment(ref _changes);
        Log.ConnectionChanged(logger, state, change.Previous, reason ?? "");
        sent?.OnConnectionChanged(change);
        runs.OnConnectionChanged(change);
        try
        {
            Changed?.Invoke(change);
        }
        catch (Exception exception)
        {
            Log.HandlerFailed(logger, exception);
        }
    }

    private async Task<ComfyConnection> OpenAsync(string clientId)
    {
        using var limit = new LinkedTimeout(options.ConnectTimeout, _time, _stop.Token);
        try
        {
            return await ComfyConnection.OpenAsync(clientId, http, sent ?? (ISocketListener)runs, logger, limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is WebSocketException or HttpRequestException or IOException)
        {
            string cause = exception.InnerException?.Message ?? exception.Message;
            if (exception is WebSocketException { WebSocketErrorCode: WebSocketError.NotAWebSocket })
                cause += $" A host without one needs {nameof(ConnectionMode)}.{nameof(ConnectionMode.PollingOnly)}.";
            throw new ComfyConnectionException($"The socket of {http.Address.Http} cannot be opened: {cause}", exception);
        }
        catch (OperationCanceledException exception) when (!_stop.IsCancellationRequested)
        {
            throw TooSlow(exception);
        }
    }

    private ComfyConnectionException TooSlow(Exception exception) =>
        new($"The socket of {http.Address.Http} did not open within {options.ConnectTimeout.TotalSeconds} s.", exception);

    private static TaskCompletionSource<string?> Unopened() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
