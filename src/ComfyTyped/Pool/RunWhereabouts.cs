using ComfyTyped.Runs;

namespace ComfyTyped.Pool;

/// <summary>Where a run of a pool is. It decides between who moves the run and who wants to leave it to its server: one of them is first.</summary>
internal sealed class RunWhereabouts
{
    private readonly object _gate = new();
    private readonly TaskCompletionSource _firstArrival = NewSignal();
    private TaskCompletionSource _changed = NewSignal();
    private IRunSession? _session;
    private bool _isBetweenServers = true;
    private bool _isToStay;

    /// <summary>Gets the run at its server, or at the one before while it is between servers; null when it was at none yet.</summary>
    public IRunSession? Session => Volatile.Read(ref _session);

    /// <summary>Gets a task that ends when the run has arrived somewhere.</summary>
    public Task Arrival => _firstArrival.Task;

    /// <summary>Gets a task that ends when from now on the run arrives or leaves.</summary>
    private Task Changed
    {
        get
        {
            lock (_gate)
                return _changed.Task;
        }
    }

    public void Arrive(IRunSession session)
    {
        lock (_gate)
        {
            Volatile.Write(ref _session, session);
            _isBetweenServers = false;
            AnnounceNeedsLock();
        }
        _firstArrival.TrySetResult();
    }

    /// <summary>Makes the run leave a server that still has it.</summary>
    /// <returns>False when it is to stay there.</returns>
    public bool TryLeave()
    {
        lock (_gate)
        {
            if (_isToStay)
                return false;
            LeaveNeedsLock();
            return true;
        }
    }

    /// <summary>Makes the run leave a server that has lost it. Who wanted it to stay can do so where it arrives next.</summary>
    public void Leave()
    {
        lock (_gate)
            LeaveNeedsLock();
    }

    /// <summary>Makes the run stay where it is, or where it arrives next, and leaves it to its server there.</summary>
    /// <param name="ended">Ends with the run.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="TimeoutException">It did not arrive in time. It goes on as before.</exception>
    public async Task DetachAsync(Task ended, TimeProvider time)
    {
        long begun = time.GetTimestamp();
        while (!ended.IsCompleted)
        {
            Task changed = Changed;
            if (TryStay() is { } session)
                await session.DetachAsync().ConfigureAwait(false);
            TimeSpan left = ComfyPoolDefaults.DetachTimeout - time.GetElapsedTime(begun);
            Task waited = Task.WhenAny(ended, changed).WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, time);
            await waited.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (waited.IsFaulted)
                throw new TimeoutException($"The run is moving between servers and did not reach one within {ComfyPoolDefaults.DetachTimeout.TotalSeconds:0} s. It continues as before.");
        }
    }

    /// <returns>The run that stays; null while it is between servers.</returns>
    private IRunSession? TryStay()
    {
        lock (_gate)
        {
            _isToStay = !_isBetweenServers;
            return _isToStay ? _session : null;
        }
    }

    private void LeaveNeedsLock()
    {
        _isToStay = false;
        _isBetweenServers = true;
        AnnounceNeedsLock();
    }

    private void AnnounceNeedsLock()
    {
        _changed.TrySetResult();
        _changed = NewSignal();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
