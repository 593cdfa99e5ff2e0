using System.Net.Sockets;
using System.Net.WebSockets;
using ComfyTyped.Diagnostics;
using ComfyTyped.Primitives;
using ComfyTyped.Wire;

namespace ComfyTyped.Runs;

/// <summary>One client id, the socket that is open for it, and the runs whose events the server addresses to it.</summary>
/// <remarks>
/// <para>
/// States: Connecting, then Connected and Reconnecting in turns, then Disconnected for good. Only the loop that owns the socket (<see cref="KeepAsync"/>)
/// moves it.
/// </para>
/// <para>
/// A server forgets a client id when any socket of that id ends, however late it notices, and the newer socket then gets nothing, without an error (every
/// version so far). So an id whose socket has dropped is kept for the runs that depend on it, and takes no new ones.
/// </para>
/// </remarks>
internal sealed class SharedSocket
{
    /// <summary>A socket that lives for less, without news of a run, is one that a proxy accepts and closes: the pauses between attempts go on growing.</summary>
    private static readonly TimeSpan StableAfter = TimeSpan.FromSeconds(10);

    private readonly object _gate = new();
    private readonly SocketContext _context;
    private readonly ComfyClientOptions _options;
    private readonly TimeProvider _time;
    private readonly SilenceWatch _silence;
    private readonly CancellationTokenSource _stop = new();
    private readonly AsyncSignal _hurry = new();
    private TaskCompletionSource<bool> _opened = Unopened();
    private ComfyConnection? _current;
    private volatile ConnectionState _state;
    private volatile bool _isRetired;
    private bool _isClosing;
    private bool _isKept;
    private int _changes;
    private int _number;
    private int _attempts;
    private long? _dropped;

    /// <param name="clientId">The id that the server addresses events to: letters, digits, hyphens and underscores.</param>
    /// <param name="isBorrowed">Whether another process has used the id, so that it takes no runs but those of that process.</param>
    /// <param name="context">What all sockets of a client share.</param>
    public SharedSocket(string clientId, bool isBorrowed, SocketContext context)
    {
        (ClientId, IsBorrowed, _isRetired, _context) = (clientId, isBorrowed, isBorrowed, context);
        (_options, _time) = (context.Options, context.Options.TimeProvider);
        Runs = new RunRegistry(_time, context.Dialect);
        Sent = _options.SubmissionMode == SubmissionMode.Socket ? new SentRuns(Runs, _time) : null;
        _silence = new SilenceWatch(Runs, _options, context.Logger);
    }

    public string ClientId { get; }

    /// <summary>Gets whether another process has used the id.</summary>
    public bool IsBorrowed { get; }

    /// <summary>Gets the runs whose events come here.</summary>
    public RunRegistry Runs { get; }

    /// <summary>Gets the runs that were sent over this socket; null when they are sent by HTTP.</summary>
    public SentRuns? Sent { get; }

    /// <summary>Gets what is known of restarts of the server.</summary>
    public Restarts Restarts => _context.Restarts;

    public bool IsOpen => _state == ConnectionState.Connected;

    /// <summary>Gets whether the server may have forgotten the id although the socket is open.</summary>
    public bool IsDoubtful => _isRetired;

    /// <summary>Gets whether new runs may use the id.</summary>
    public bool TakesRuns => !_isRetired && _state is ConnectionState.Connecting or ConnectionState.Connected;

    /// <summary>Gets how often the state has changed: what a run received since an earlier count may not be all there was.</summary>
    public int Changes => Volatile.Read(ref _changes);

    /// <summary>Gets the number of the open socket by <see cref="Restarts"/>, or null when none is open.</summary>
    public int? Number => IsOpen ? Volatile.Read(ref _number) : null;

    /// <summary>Gets a task that completes when the id has no socket anymore. It does not fail.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    /// <summary>Starts to keep a socket open. Without this call the id has none.</summary>
    /// <param name="previous">Completes when an earlier socket of the same id has ended, which would take this one with it.</param>
    public void Start(Task previous)
    {
        (_isKept, _state) = (true, ConnectionState.Connecting);
        // The loop outlives the run that needs the socket first, and must not count as part of its activity.
        using (ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow())
            Ended = Task.Run(() => KeepAsync(previous), CancellationToken.None);
    }

    /// <summary>Adds a run, before it is submitted: its first events may come before the answer to the request.</summary>
    /// <returns>False when the socket is closing.</returns>
    public bool TryJoin(RunState run)
    {
        lock (_gate)
        {
            if (_isClosing)
                return false;
            Runs.Register(run);
            run.Socket = this;
            return true;
        }
    }

    /// <summary>Removes a run; it receives no more events. An id that takes no new runs is closed with its last one.</summary>
    public void Leave(RunState run)
    {
        Runs.Unregister(run);
        CloseIfUnneeded();
    }

    /// <summary>Waits until the socket is open.</summary>
    /// <returns>False when it has ended because nobody seemed to need it.</returns>
    /// <exception cref="ComfyConnectionException">The server cannot be reached, or not within <see cref="ComfyClientOptions.ConnectTimeout"/>.</exception>
    public async ValueTask<bool> WaitUntilOpenAsync(CancellationToken cancellationToken)
    {
        if (!_isKept)
            return true;
        Task<bool> opened;
        lock (_gate)
            opened = _opened.Task;
        Hurry();
        try
        {
            return await opened.WaitAsync(_options.ConnectTimeout, _time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException exception)
        {
            throw TooSlow(exception);
        }
    }

    /// <summary>Sends a message. One call at a time.</summary>
    /// <exception cref="ComfyConnectionException">The socket has dropped, or does not take the message within the time of a request.</exception>
    public async Task SendAsync(ReadOnlyMemory<byte> utf8)
    {
        ComfyConnection? connection;
        lock (_gate)
            connection = _current;
        using var limit = new LinkedTimeout(_options.RequestTimeout, _time, _stop.Token);
        try
        {
            await (connection ?? throw new IOException("it is not open.")).SendAsync(utf8, limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is WebSocketException or IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            throw new ComfyConnectionException($"The prompt could not be sent over the socket of {_context.Server}: {exception.Message}", exception);
        }
    }

    /// <summary>Notes that the server works on a run. A socket that has been silent all the same is replaced.</summary>
    public void OnRunning()
    {
        lock (_gate)
        {
            if (_current is not null && _silence.CheckTooLong(IsDoubtful))
                _current.BeginClose();
        }
    }

    /// <summary>
    /// Replaces an open socket that has brought nothing since the server had something to tell it: the server has forgotten the id. One that still gets what
    /// is for all clients is known there.
    /// </summary>
    /// <param name="since">When that was at the latest, as a timestamp of the client's clock.</param>
    public void CheckDeaf(long since)
    {
        lock (_gate)
        {
            if (_current is null || _isClosing || Runs.LastMessage >= since)
                return;
            _isRetired = true;
            _current.BeginClose();
        }
        Log.SocketDeaf(_context.Logger, _context.Server);
        CloseIfUnneeded();
    }

    /// <summary>Leaves the id to another process that goes on with a run of it. It takes no new runs; with no run left it is closed first.</summary>
    /// <returns>A task that completes when the server has taken note, or has not within <see cref="ComfyClientDefaults.CancelTimeout"/>.</returns>
    public async Task GiveAwayAsync()
    {
        _isRetired = true;
        if (CloseIfUnneeded())
            await Ended.WaitAsync(ComfyClientDefaults.CancelTimeout, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Lets a socket that waits for its next attempt make it now, because the server is back.</summary>
    public void Hurry()
    {
        if (_state is ConnectionState.Reconnecting or ConnectionState.Connecting)
            _hurry.Raise();
    }

    /// <summary>Closes the socket for good.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Ended.ConfigureAwait(false);
    }

    private TimeSpan? SinceDrop => _dropped is { } dropped ? _time.GetElapsedTime(dropped) : null;

    private bool IsNeeded => !_stop.IsCancellationRequested && !_isClosing && Runs.HasRuns;

    private bool CloseIfUnneeded()
    {
        lock (_gate)
        {
            if (!_isKept || !_isRetired || Runs.HasRuns)
                return false;
            _isClosing = true;
            _current?.BeginClose();
            _hurry.Raise();
            return true;
        }
    }

    private async Task KeepAsync(Task previous)
    {
        await previous.ConfigureAwait(false);
        try
        {
            Change(ConnectionState.Connecting);
            ComfyConnection? connection = await OpenFirstAsync().ConfigureAwait(false);
            string reason = "";
            while (connection is not null)
            {
                reason = await HoldAsync(connection).ConfigureAwait(false);
                connection = null;
                _isRetired = true;
                if (_options.ReconnectPolicy is { } policy && IsNeeded)
                {
                    Change(ConnectionState.Reconnecting, reason);
                    connection = await ReconnectAsync(policy).ConfigureAwait(false);
                }
            }
            End(reason, null);
        }
        catch (Exception exception)
        {
            End(exception.Message, exception);
        }
    }

    /// <summary>Lets the runs use a socket until it ends.</summary>
    /// <returns>Why it ended.</returns>
    private async Task<string> HoldAsync(ComfyConnection connection)
    {
        (long opened, long delivered) = (_time.GetTimestamp(), Runs.Delivered);
        await using (connection.ConfigureAwait(false))
        {
            lock (_gate)
                _current = connection;
            Volatile.Write(ref _number, Restarts.NextNumber());
            Change(ConnectionState.Connected);
            _opened.TrySetResult(true);
            CloseIfUnneeded();
            await ((Task)connection.Ended.WaitAsync(_stop.Token)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            lock (_gate)
            {
                _current = null;
                _opened = Unopened();
            }
        }
        if (_time.GetElapsedTime(opened) >= StableAfter || Runs.Delivered != delivered)
            _attempts = 0;
        return await connection.Ended.ConfigureAwait(false);
    }

    /// <summary>A server that was there before is waited for; one that never was fails as soon as a request would.</summary>
    private async Task<ComfyConnection?> OpenFirstAsync()
    {
        long begun = _time.GetTimestamp();
        IReconnectPolicy policy = _options.ReconnectPolicy ?? new ReconnectBackoff();
        for (int attempts = 0; ; attempts++)
        {
            try
            {
                return await OpenAsync().ConfigureAwait(false);
            }
            catch (ComfyConnectionException failure) when (IsPassing(failure) && !_stop.IsCancellationRequested)
            {
                TimeSpan elapsed = _time.GetElapsedTime(begun);
                bool isPatient = _context.HasReachedServer ? elapsed < _options.ConnectTimeout : attempts < _options.Retry.MaxRetries;
                if (!isPatient || policy.NextDelay(new ReconnectContext(attempts, elapsed, failure)) is not { } delay)
                    throw;
                Log.ReconnectFailed(_context.Logger, attempts + 1, failure);
                await PauseAsync(delay).ConfigureAwait(false);
                if (!IsNeeded)
                    return null;
            }
        }
    }

    /// <returns>Null when nobody needs it any more.</returns>
    private async Task<ComfyConnection?> ReconnectAsync(IReconnectPolicy policy)
    {
        ComfyConnectionException? failure = null;
        while (true)
        {
            if (policy.NextDelay(new ReconnectContext(_attempts++, SinceDrop!.Value, failure)) is not { } delay)
                throw failure ?? new ComfyConnectionException($"The socket of {_context.Server} has dropped, and the policy does not open it again.", null);
            await PauseAsync(delay).ConfigureAwait(false);
            if (!IsNeeded)
                return null;
            try
            {
                return await OpenAsync().ConfigureAwait(false);
            }
            catch (Exception exception) when (!_stop.IsCancellationRequested)
            {
                // Also what the application's credentials throw: the next attempt asks for them again.
                Log.ReconnectFailed(_context.Logger, _attempts, exception);
                failure = exception as ComfyConnectionException
                    ?? new ComfyConnectionException($"The socket of {_context.Server} cannot be opened: {exception.Message}", exception);
                if (RestartEvidence.IsDown(failure))
                    Restarts.Note(_number);
            }
        }
    }

    private Task PauseAsync(TimeSpan delay) => _hurry.WaitAsync(delay > TimeSpan.Zero ? delay : TimeSpan.Zero, _time, _stop.Token);

    /// <summary>Whoever waits for the socket turns to another one, or fails with this one.</summary>
    private void End(string reason, Exception? failure)
    {
        TaskCompletionSource<bool> opened;
        lock (_gate)
        {
            _isClosing = true;
            opened = _opened;
        }
        Change(ConnectionState.Disconnected, reason);
        if (failure is null)
            opened.TrySetResult(false);
        else if (opened.TrySetException(failure))
            _ = opened.Task.Exception;
    }

    private void Change(ConnectionState state, string? reason = null)
    {
        ConnectionState previous = _changes == 0 ? ConnectionState.Disconnected : _state;
        var change = new ConnectionChangedEvent(previous, state) { Reason = reason, Gap = state == ConnectionState.Connected ? SinceDrop : null };
        if (previous == ConnectionState.Connected)
            _dropped = _time.GetTimestamp();
        _state = state;
        Interlocked.Increment(ref _changes);
        Log.ConnectionChanged(_context.Logger, state, previous, reason ?? "");
        // First, since what is under way on a connection that may be as dead is given up; the runs ask anew.
        _context.OnChange(this, change);
        Sent?.OnConnectionChanged(change);
        Runs.OnConnectionChanged(change);
    }

    private async Task<ComfyConnection> OpenAsync()
    {
        using var limit = new LinkedTimeout(_options.ConnectTimeout, _time, _stop.Token);
        try
        {
            return await ComfyConnection.OpenAsync(ClientId, Sent ?? (ISocketListener)Runs, _context, limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is WebSocketException or HttpRequestException or IOException or SocketException)
        {
            throw new ComfyConnectionException($"The socket of {_context.Server} cannot be opened: {FailureHints.ReasonOf(exception)}", exception);
        }
        catch (OperationCanceledException exception) when (!_stop.IsCancellationRequested)
        {
            throw TooSlow(exception);
        }
    }

    /// <summary>A host that answers with something else than a socket will do so again.</summary>
    private static bool IsPassing(ComfyConnectionException failure) =>
        failure.InnerException is not OperationCanceledException && RequestRetry.IsPassing(failure);

    private ComfyConnectionException TooSlow(Exception exception) =>
        new($"The socket of {_context.Server} did not open within {_options.ConnectTimeout.TotalSeconds} s.", exception);

    private static TaskCompletionSource<bool> Unopened() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
