using ComfyTyped.Client;
using ComfyTyped.Connection;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.Pool;

/// <summary>Probes one server for as long as it is in the pool: often while it answers, with growing pauses while it does not, at once when its socket drops.</summary>
internal sealed class ServerHealth : IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    private readonly PoolServer _server;
    private readonly Router _router;
    private readonly ComfyPoolOptions _options;
    private readonly ILogger _logger;
    private readonly Action<PoolServerChange> _onChange;
    private readonly ReconnectBackoff _backoff;
    private readonly CancellationTokenSource _stop = new();
    private readonly AsyncSignal _hurry = new();
    private Task _watching = Task.CompletedTask;
    private TaskCompletionSource _probed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ServerHealth(PoolServer server, Router router, ComfyPoolOptions options, ILogger logger, Action<PoolServerChange> onChange)
    {
        (_server, _router, _options, _logger, _onChange) = (server, router, options, logger, onChange);
        _backoff = new ReconnectBackoff
        {
            FirstDelay = options.ProbeInterval < FirstPause ? options.ProbeInterval : FirstPause,
            MaxDelay = options.MaxProbePause,
        };
    }

    public void Begin()
    {
        _server.Client.ConnectionChanged += OnConnectionChanged;

        // The loop outlives whoever adds the server, and must not count as part of its activity.
        using (ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow())
            _watching = Task.Run(WatchAsync, CancellationToken.None);
    }

    /// <summary>Makes the next probe come at once.</summary>
    public void Hurry() => _hurry.Raise();

    /// <summary>Gives a task that ends with the next probe.</summary>
    public Task ProbeAsync()
    {
        Task probed = Volatile.Read(ref _probed).Task;
        Hurry();
        return probed;
    }

    /// <summary>Asks for what a run needs and is not known yet; does not fail.</summary>
    public async Task LearnAsync(RunNeeds needs)
    {
        if (_server.State == PoolServerState.Unknown)
            await Volatile.Read(ref _probed).Task.ConfigureAwait(false);
        if (!_server.Status.Answers)
            return;
        bool knew = _server.Capabilities.Knows(needs);
        try
        {
            using var limit = new LinkedTimeout(_options.ProbeTimeout, _options.TimeProvider, _stop.Token);
            await _server.Capabilities.LearnAsync(needs, limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // Also what the application's credentials throw.
            Log.CapabilitiesUnknown(_logger, _server.Url, exception);
            _server.Capabilities.Assume(needs);
        }
        if (!knew)
            _router.Look();
    }

    public async ValueTask DisposeAsync()
    {
        _server.Client.ConnectionChanged -= OnConnectionChanged;
        await _stop.CancelAsync().ConfigureAwait(false);
        await _watching.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task WatchAsync()
    {
        int failures = 0;
        while (!_stop.IsCancellationRequested)
        {
            failures = await ProbeOnceAsync(failures).ConfigureAwait(false);
            Interlocked.Exchange(ref _probed, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
            TimeSpan pause = failures == 0 ? _options.ProbeInterval : _backoff.NextDelay(new ReconnectContext(failures - 1, TimeSpan.Zero, null))!.Value;
            await _hurry.WaitAsync(pause, _options.TimeProvider, _stop.Token).ConfigureAwait(false);
        }
        _probed.TrySetResult();
    }

    /// <returns>How many probes in a row have failed by now.</returns>
    private async Task<int> ProbeOnceAsync(int failures)
    {
        try
        {
            int remaining = await AskAsync().ConfigureAwait(false);
            Report(_router.OnAnswer(_server, remaining));
            foreach (RunNeeds needs in _router.WaitingNeeds().Where(needs => !_server.Capabilities.Knows(needs)))
                await LearnAsync(needs).ConfigureAwait(false);
            return 0;
        }
        catch (Exception exception)
        {
            // Also what the application's credentials throw, and a client that someone has disposed.
            if (_stop.IsCancellationRequested)
                return failures;
            string reason = exception is ComfyException ? exception.Message : $"it cannot be asked ({exception.GetType().Name}).";
            if (++failures >= ComfyPoolDefaults.FailuresUntilDown || (exception is ComfyException failure && RestartEvidence.IsDown(failure)))
                Report(_router.OnDown(_server, reason));
            return failures;
        }
    }

    /// <exception cref="ComfyException">It does not answer.</exception>
    private async Task<int> AskAsync()
    {
        using var limit = new LinkedTimeout(_options.ProbeTimeout, _options.TimeProvider, _stop.Token);
        try
        {
            int remaining = await _server.Client.Queue.CountAsync(limit.Token).ConfigureAwait(false);
            int dropped = await _server.Abandoned.DropAsync(limit.Token).ConfigureAwait(false);
            if (dropped > 0)
                Log.AbandonedRunsDropped(_logger, dropped, _server.Url);
            return dropped == 0 ? remaining : await _server.Client.Queue.CountAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!_stop.IsCancellationRequested)
        {
            throw new ComfyConnectionException($"{_server.Url} did not answer within {_options.ProbeTimeout.TotalSeconds} s.", exception);
        }
    }

    private void Report(PoolServerChange? change)
    {
        if (change is null)
            return;
        if (change.State == PoolServerState.Down)
            Log.ServerDown(_logger, _server.Url, change.Reason);
        else if (change.Previous is PoolServerState.Down or PoolServerState.Unknown)
            Log.ServerUp(_logger, _server.Url);
        _onChange(change);
    }

    private void OnConnectionChanged(object? sender, ConnectionChangedEvent change)
    {
        if (change.Previous == ConnectionState.Connected)
            Hurry();
    }
}
