using ComfyTyped.Diagnostics;
using ComfyTyped.Primitives;
using ComfyTyped.Runs;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.Pool;

/// <summary>
/// Probes one server for as long as it is in the pool: often while it answers, with growing pauses while it does not, at once when its socket drops. No probe
/// takes longer than <see cref="ComfyPoolOptions.ProbeTimeout"/>, even if code of the application (credentials, a message handler) hangs.
/// </summary>
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
    private readonly TaskCompletionSource _firstProbe = NewProbe();
    private TaskCompletionSource _nextProbe = NewProbe();
    private Task _watching = Task.CompletedTask;
    private volatile bool _isAsking;

    public ServerHealth(PoolServer server, Router router, ComfyPoolOptions options, ILogger logger, Action<PoolServerChange> onChange)
    {
        (_server, _router, _options, _logger, _onChange) = (server, router, options, logger, onChange);
        _backoff = new ReconnectBackoff
        {
            FirstDelay = options.ProbeInterval < FirstPause ? options.ProbeInterval : FirstPause,
            MaxDelay = options.MaxProbePause,
        };
    }

    /// <summary>Gets a task that ends with the first probe.</summary>
    public Task FirstProbe => _firstProbe.Task;

    public void Begin()
    {
        _server.Client.Dropped += Hurry;

        // The loop outlives whoever adds the server, and must not count as part of its activity.
        using (ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow())
            _watching = Task.Run(WatchAsync, CancellationToken.None);
    }

    /// <summary>Makes the next probe come at once.</summary>
    public void Hurry() => _hurry.Raise();

    /// <summary>Gives a task that ends with a probe that begins from now on.</summary>
    public Task ProbeAsync()
    {
        Task probed = Volatile.Read(ref _nextProbe).Task;
        Hurry();
        return probed;
    }

    /// <summary>Asks for what a run needs and is not known yet; does not fail.</summary>
    public async Task LearnAsync(RunNeeds needs)
    {
        if (_server.State == PoolServerState.Unknown)
            await FirstProbe.ConfigureAwait(false);
        if (!_server.Status.Answers)
            return;
        bool knew = _server.Capabilities.Knows(needs);
        try
        {
            await AskAsync(async token =>
            {
                await _server.Capabilities.LearnAsync(needs, token).ConfigureAwait(false);
                return true;
            }).ConfigureAwait(false);
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
        _server.Client.Dropped -= Hurry;
        await _stop.CancelAsync().ConfigureAwait(false);
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task WatchAsync()
    {
        int failures = 0;
        while (!_stop.IsCancellationRequested)
        {
            // Exchanged before the probe begins: who asks while it is under way may know more than it does, and gets the next one.
            TaskCompletionSource probe = Interlocked.Exchange(ref _nextProbe, NewProbe());
            failures = await ProbeOnceAsync(failures).ConfigureAwait(false);
            probe.TrySetResult();
            _firstProbe.TrySetResult();
            TimeSpan pause = failures == 0 ? _options.ProbeInterval : _backoff.NextDelay(new ReconnectContext(failures - 1, TimeSpan.Zero, null))!.Value;
            await _hurry.WaitAsync(pause, _options.TimeProvider, _stop.Token).ConfigureAwait(false);
        }
        _firstProbe.TrySetResult();
        _nextProbe.TrySetResult();
    }

    /// <returns>How many probes in a row have failed by now.</returns>
    private async Task<int> ProbeOnceAsync(int failures)
    {
        int losses = _server.Status.Losses;
        int remaining;
        try
        {
            remaining = await CountAsync().ConfigureAwait(false);
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
        Report(_router.OnAnswer(_server, remaining, losses));
        foreach (RunNeeds needs in _router.WaitingNeeds().Where(needs => !_server.Capabilities.Knows(needs)))
            await LearnAsync(needs).ConfigureAwait(false);
        return 0;
    }

    /// <summary>Counts the prompts there, without those that have moved away: they are taken off before the server gets others.</summary>
    /// <exception cref="ComfyException">It does not answer.</exception>
    private Task<int> CountAsync()
    {
        // A question that cannot be cancelled may hang, but no second one.
        if (_isAsking)
            throw new ComfyConnectionException($"{_server.Url} has not answered the probe before, which could not be cancelled.", null);
        _isAsking = true;
        return AskAsync(async token =>
        {
            try
            {
                int remaining = await _server.Client.Queue.CountAsync(token).ConfigureAwait(false);
                int dropped = await _server.Abandoned.DropAsync(token).ConfigureAwait(false);
                if (dropped > 0)
                    Log.AbandonedRunsDropped(_logger, dropped, _server.Url);
                return dropped == 0 ? remaining : await _server.Client.Queue.CountAsync(token).ConfigureAwait(false);
            }
            finally
            {
                _isAsking = false;
            }
        });
    }

    /// <exception cref="ComfyConnectionException">There was no answer in time.</exception>
    private async Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> ask)
    {
        try
        {
            return await ForeignCode.RunAsync(ask, _options.ProbeTimeout, _options.TimeProvider, _stop.Token).ConfigureAwait(false);
        }
        catch (ForeignCode.AbandonedException exception)
        {
            throw new ComfyConnectionException($"{_server.Url} did not answer within {_options.ProbeTimeout.TotalSeconds} s.", exception);
        }
    }

    private void Report(PoolServerChange? change)
    {
        if (change is null)
            return;
        _onChange(change);
        if (change.State == PoolServerState.Down)
            Log.ServerDown(_logger, _server.Url, change.Reason);
        else if (change.Previous is PoolServerState.Down or PoolServerState.Unknown)
            Log.ServerUp(_logger, _server.Url);
    }

    private static TaskCompletionSource NewProbe() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
