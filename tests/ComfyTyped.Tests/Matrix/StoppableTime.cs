namespace ComfyTyped.Tests.Matrix;

/// <summary>The real time, which can be stopped: then no timer is due, so that whatever happens does not happen by the clock.</summary>
internal sealed class StoppableTime : TimeProvider
{
    private readonly object _gate = new();
    private readonly List<Action> _due = [];
    private long _stopped;
    private long _lost;
    private bool _isStopped;

    public override long GetTimestamp()
    {
        lock (_gate)
            return (_isStopped ? _stopped : System.GetTimestamp()) - _lost;
    }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(_ => Fire(callback, state), null, dueTime, period);

    public void Stop()
    {
        lock (_gate)
        {
            _stopped = System.GetTimestamp();
            _isStopped = true;
        }
    }

    public void Resume()
    {
        Action[] due;
        lock (_gate)
        {
            if (!_isStopped)
                return;
            _isStopped = false;
            _lost += System.GetTimestamp() - _stopped;
            due = [.. _due];
            _due.Clear();
        }
        foreach (Action fire in due)
            fire();
    }

    private void Fire(TimerCallback callback, object? state)
    {
        lock (_gate)
        {
            if (_isStopped)
            {
                _due.Add(() => callback(state));
                return;
            }
        }
        callback(state);
    }
}
