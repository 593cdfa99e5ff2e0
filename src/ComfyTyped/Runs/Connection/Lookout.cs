using ComfyTyped.Primitives;
using ComfyTyped.Wire;

namespace ComfyTyped.Runs;

/// <summary>
/// Looks at the server for all runs of a client at once: runs that ask while a look is under way share the next one, which begins after a pause that grows
/// with their number. A few are asked for by their ids; for more, what waits and runs is listed, and only those that are missing there are asked for.
/// </summary>
internal sealed class Lookout(ServerApi api, ComfyClientOptions options) : IAsyncDisposable
{
    /// <summary>How many requests are under way at a time, and how many runs are few.</summary>
    private const int AtOnce = 4;

    private static readonly TimeSpan PausePerRun = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CountInterval = TimeSpan.FromMinutes(1);

    private readonly object _gate = new();
    private readonly TimeProvider _time = options.TimeProvider;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Ask> _asks = [];
    private CancellationTokenSource? _look;
    private Task _looking = Task.CompletedTask;
    private bool _isLooking;
    private bool _isAbandoned;
    private int _timeouts;
    private long _counted = options.TimeProvider.GetTimestamp();
    private long? _remaining;
    private int _queueMoves;
    private int _followed;

    /// <summary>Gets how often the length of the server's queue was seen to change. It is looked at once a minute, while runs wait in it.</summary>
    public int QueueMoves => Volatile.Read(ref _queueMoves);

    /// <summary>Gets whether each run can be asked for by its id.</summary>
    private bool AreFew => Volatile.Read(ref _followed) <= AtOnce;

    /// <summary>Notes that a run is followed, and will be looked for again and again.</summary>
    public void Enter() => Interlocked.Increment(ref _followed);

    /// <summary>Notes that a run is not followed anymore.</summary>
    public void Leave() => Interlocked.Decrement(ref _followed);

    /// <summary>Looks where a run is, by a request that begins after this call.</summary>
    /// <exception cref="ComfyException">The server does not answer, or with a failure.</exception>
    public Task<RunSighting> LookAsync(RunState run, CancellationToken cancellationToken)
    {
        var ask = new Ask(run, cancellationToken);
        lock (_gate)
        {
            _asks.Add(ask);
            if (!_isLooking)
            {
                _isLooking = true;
                // The loop outlives the run that asks first, and must not count as part of its activity.
                using (ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow())
                    _looking = Task.Run(LookOnAsync, CancellationToken.None);
            }
        }
        return ask.Answer.WaitAsync(cancellationToken);
    }

    /// <summary>Gives up the look that is under way and begins it again: the connection that it uses may be as dead as the socket that has just dropped.</summary>
    public void BeginAgain()
    {
        lock (_gate)
        {
            if (_look is null)
                return;
            _isAbandoned = true;
            _look.Cancel();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _looking.ConfigureAwait(false);
    }

    private async Task LookOnAsync()
    {
        long begun = _time.GetTimestamp();
        while (await LookOnceAsync().ConfigureAwait(false))
        {
            await PauseAsync(_time.GetElapsedTime(begun)).ConfigureAwait(false);
            begun = _time.GetTimestamp();
        }
    }

    /// <remarks>A method of its own, so that no run is held during the pause.</remarks>
    /// <returns>False when no run asks.</returns>
    private async Task<bool> LookOnceAsync()
    {
        Ask[] asks;
        LinkedTimeout look;
        lock (_gate)
        {
            _asks.RemoveAll(ask => ask.Token.IsCancellationRequested);
            if (_asks.Count == 0)
                return _isLooking = false;
            asks = [.. _asks];
            _asks.Clear();
            _isAbandoned = false;
            _look = look = new LinkedTimeout(Patience, _time, _stop.Token);
        }
        try
        {
            await AnswerAsync(asks, look.Token).ConfigureAwait(false);
            _timeouts = 0;
        }
        catch (Exception exception)
        {
            Fail(asks, exception);
        }
        finally
        {
            lock (_gate)
                _look = null;
            look.Dispose();
        }
        return true;
    }

    /// <summary>A connection that swallows what it is given costs seconds. A server that is merely busy is given more time, attempt by attempt.</summary>
    private TimeSpan Patience
    {
        get
        {
            TimeSpan patience = ComfyClientDefaults.LookTimeout * (1 << Math.Min(_timeouts, 5));
            return patience < options.RequestTimeout ? patience : options.RequestTimeout;
        }
    }

    private async Task AnswerAsync(Ask[] asks, CancellationToken cancellationToken)
    {
        if (asks.Length == 1 || (AreFew && asks.Length <= AtOnce) || !api.Dialect.ListsAllRuns)
        {
            await AnswerEachAsync(asks, api.LookAsync, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            LiveRuns live = await api.GetLiveRunsAsync(cancellationToken).ConfigureAwait(false);
            RunWitness witness = api.HasJobs == true ? RunWitness.Jobs : RunWitness.Queue;
            var missing = new List<Ask>();
            foreach (Ask ask in asks)
            {
                if (live.PlaceOf(ask.Run.PromptId) is var place and not QueuePlace.Absent)
                    ask.Tell(ServerApi.Sighting(place, witness));
                else
                    missing.Add(ask);
            }
            await AnswerEachAsync(missing, live.IsComplete ? api.LookForEndedAsync : api.LookAsync, cancellationToken).ConfigureAwait(false);
        }
        if (_time.GetElapsedTime(_counted) >= CountInterval && Array.Exists(asks, ask => ask.IsPending))
            await CountAsync(cancellationToken).ConfigureAwait(false);
    }

    private static Task AnswerEachAsync(
        IReadOnlyCollection<Ask> asks,
        Func<string, RunScope, CancellationToken, Task<RunSighting>> look,
        CancellationToken cancellationToken) => Parallel.ForEachAsync(
            asks,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (ask, token) =>
            {
                try
                {
                    ask.Tell(await look(ask.Run.PromptId, ask.Run.Scope, token).ConfigureAwait(false));
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    ask.Fail(exception);
                }
            });

    private async Task CountAsync(CancellationToken cancellationToken)
    {
        _counted = _time.GetTimestamp();
        try
        {
            long remaining = await api.CountQueueAsync(cancellationToken).ConfigureAwait(false);
            if (remaining != _remaining)
                Interlocked.Increment(ref _queueMoves);
            _remaining = remaining;
        }
        catch (ComfyException)
        {
            // The next look says it better.
        }
    }

    private void Fail(Ask[] asks, Exception exception)
    {
        Ask[] open = [.. asks.Where(ask => !ask.Answer.IsCompleted)];
        lock (_gate)
        {
            if (_isAbandoned && !_stop.IsCancellationRequested)
            {
                _asks.InsertRange(0, open);
                return;
            }
        }
        if (exception is OperationCanceledException && !_stop.IsCancellationRequested)
        {
            exception = new ComfyConnectionException($"{api.Server} did not answer within {Patience.TotalSeconds} s.", exception);
            _timeouts++;
        }
        foreach (Ask ask in open)
            ask.Fail(exception);
    }

    /// <summary>The more there are, and the longer it takes, the longer is the pause; chance keeps many clients from asking at the same moment.</summary>
    private Task PauseAsync(TimeSpan took)
    {
        TimeSpan pause = AreFew ? TimeSpan.FromMilliseconds(1) : PausePerRun * Math.Min(Volatile.Read(ref _followed), LongestPause / PausePerRun);
        if (took > pause)
            pause = took < LongestPause ? took : LongestPause;
        return Task.Delay(pause * (0.9 + (Random.Shared.NextDouble() / 5)), _time, _stop.Token).ContinueWith(
            static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>A run that waits for a look.</summary>
    private sealed class Ask(RunState run, CancellationToken token)
    {
        private readonly TaskCompletionSource<RunSighting> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public RunState Run => run;

        public CancellationToken Token => token;

        public Task<RunSighting> Answer => _answer.Task;

        public bool IsPending => _answer.Task is { IsCompletedSuccessfully: true, Result.Place: RunPlace.Pending };

        public void Tell(RunSighting sighting) => _answer.TrySetResult(sighting);

        public void Fail(Exception exception)
        {
            // The run may have turned away meanwhile.
            if (_answer.TrySetException(exception))
                _ = _answer.Task.Exception;
        }
    }
}
