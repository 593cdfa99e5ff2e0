using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ComfyTyped.Options;

namespace ComfyTyped.Runs;

/// <summary>
/// The events of one run on their way to one reader, bounded by count and by bytes. Writing never waits: when the buffer is full, the oldest event that may be
/// lost makes room. Outputs and outcomes go only when they alone exceed the bytes, oldest first, which leaves the outcome.
/// </summary>
internal sealed class EventBuffer(EventLimits limits)
{
    private readonly object _gate = new();

    // Two queues and a number for each event: dropping the oldest of one of them touches no other event.
    private readonly Queue<Entry> _losable = new();
    private readonly Queue<Entry> _kept = new();

    /// <summary>Holds one item while there is something to read; completed with the buffer.</summary>
    private readonly Channel<bool> _ready = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private long _added;
    private long _bytes;
    private long _dropped;
    private int _readers;
    private bool _isComplete;

    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Gets how many bytes the events take up that wait for a reader.</summary>
    public long Bytes
    {
        get
        {
            lock (_gate)
                return _bytes;
        }
    }

    public void Add(ComfyEvent item)
    {
        long bytes = EventWeight.Of(item);
        lock (_gate)
        {
            var entry = new Entry(_added++, item, bytes);
            (MayBeLost(item) ? _losable : _kept).Enqueue(entry);
            _bytes += entry.Bytes;
            while (IsOverfullNeedsLock() && _losable.Count > 0)
                DropNeedsLock(_losable);
            while (_bytes > limits.Bytes && _kept.Count > 1)
                DropNeedsLock(_kept);
        }
        _ready.Writer.TryWrite(true);
    }

    /// <summary>Ends the stream. What a reader has begun to read it may finish; else the pictures that nobody has read are released.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _isComplete = true;
            ReleaseFramesNeedsLock();
        }
        _ready.Writer.TryComplete();
    }

    public async IAsyncEnumerable<ComfyEvent> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        lock (_gate)
            _readers++;
        try
        {
            for (bool more = true; ;)
            {
                // Before waiting as well: a reader before this one may have stopped half-way.
                while (TakeNext() is { } item)
                    yield return item;
                if (!more)
                    yield break;
                more = await _ready.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false);
                _ready.Reader.TryRead(out _);
            }
        }
        finally
        {
            lock (_gate)
            {
                _readers--;
                ReleaseFramesNeedsLock();
            }
        }
    }

    private bool IsOverfullNeedsLock() => _losable.Count + _kept.Count > limits.Count || _bytes > limits.Bytes;

    private void DropNeedsLock(Queue<Entry> queue)
    {
        _bytes -= queue.Dequeue().Bytes;
        _dropped++;
    }

    private ComfyEvent? TakeNext()
    {
        lock (_gate)
        {
            bool hasLosable = _losable.TryPeek(out Entry losable);
            bool hasKept = _kept.TryPeek(out Entry kept);
            if (!hasLosable && !hasKept)
                return null;
            Entry next = (hasLosable && (!hasKept || losable.Number < kept.Number) ? _losable : _kept).Dequeue();
            _bytes -= next.Bytes;
            return next.Item;
        }
    }

    /// <summary>A run that has ended is often kept for its result, and must not keep its previews with it.</summary>
    private void ReleaseFramesNeedsLock()
    {
        if (!_isComplete || _readers > 0)
            return;
        for (int count = _losable.Count; count > 0; count--)
        {
            if (_losable.Peek().Item is PreviewFrame or UnknownFrame)
                DropNeedsLock(_losable);
            else
                _losable.Enqueue(_losable.Dequeue());
        }
    }

    private static bool MayBeLost(ComfyEvent item) => item is not (
        ExecutionStartEvent or ExecutionCachedEvent or ExecutedEvent or ExecutionSuccessEvent
        or ExecutionErrorEvent or ExecutionInterruptedEvent or ExecutionEndedEvent
        or RunResubmittedEvent or RunRetriedEvent or RunMovedEvent or GraphProgress { Fraction: 1 });

    private readonly record struct Entry(long Number, ComfyEvent Item, long Bytes);
}
