namespace ComfyTyped.AspNetCore.Runs;

/// <summary>
/// Keeps items for a while: so many, so many bytes, so long by a clock that nobody sets. What is too much goes at once, the oldest first; what is too old goes by a
/// timer, whether or not anything else happens.
/// </summary>
/// <param name="keepFor">How long each is kept.</param>
/// <param name="maxCount">How many are kept.</param>
/// <param name="maxBytes">How many bytes they may hold together.</param>
/// <param name="time">The clock.</param>
/// <param name="forget">Called for each item that goes by itself.</param>
internal sealed class KeptItems<TItem>(TimeSpan keepFor, int maxCount, long maxBytes, TimeProvider time, Action<TItem> forget) : IDisposable
    where TItem : class
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    private readonly object _gate = new();
    private readonly LinkedList<Entry> _entries = new();
    private readonly Dictionary<TItem, LinkedListNode<Entry>> _places = new(ReferenceEqualityComparer.Instance);
    private ITimer? _timer;
    private long _bytes;
    private bool _isDisposed;

    public void Add(TItem item, long bytes)
    {
        lock (_gate)
        {
            if (_isDisposed)
                return;
            _places[item] = _entries.AddLast(new Entry(item, bytes, time.GetTimestamp()));
            _bytes += bytes;
            while (_entries.Count > maxCount || _bytes > maxBytes)
                ForgetFirstNeedsLock();
            SetTimerNeedsLock();
        }
    }

    public void Remove(TItem item)
    {
        lock (_gate)
        {
            if (_places.TryGetValue(item, out LinkedListNode<Entry>? place))
                RemoveNeedsLock(place);
        }
    }

    /// <summary>Forgets what is too old: a timer may be late.</summary>
    public void ForgetOld()
    {
        lock (_gate)
        {
            while (_entries.First is { } first && time.GetElapsedTime(first.Value.Since) >= keepFor)
                ForgetFirstNeedsLock();
            SetTimerNeedsLock();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _timer?.Dispose();
            _timer = null;
        }
    }

    private void ForgetFirstNeedsLock()
    {
        LinkedListNode<Entry> first = _entries.First!;
        RemoveNeedsLock(first);
        forget(first.Value.Item);
    }

    private void RemoveNeedsLock(LinkedListNode<Entry> place)
    {
        _entries.Remove(place);
        _places.Remove(place.Value.Item);
        _bytes -= place.Value.Bytes;
    }

    private void SetTimerNeedsLock()
    {
        if (_isDisposed)
            return;
        TimeSpan pause = _entries.First is { } first ? keepFor - time.GetElapsedTime(first.Value.Since) : Timeout.InfiniteTimeSpan;
        if (pause > LongestPause)
            pause = LongestPause;
        _timer ??= time.CreateTimer(static kept => ((KeptItems<TItem>)kept!).ForgetOld(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(_entries.Count == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromTicks(Math.Max(0, pause.Ticks)), Timeout.InfiniteTimeSpan);
    }

    private sealed record Entry(TItem Item, long Bytes, long Since);
}
