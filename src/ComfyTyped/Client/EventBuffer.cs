using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace ComfyTyped.Client;

/// <summary>
/// The events of one run on their way to one reader. Writing never waits: when the buffer is full, the oldest event that may be lost makes
/// room. Outputs and outcomes are never lost; there are no more of them than nodes.
/// </summary>
internal sealed class EventBuffer(int capacity)
{
    private readonly Queue<ComfyEvent> _events = new();

    /// <summary>Holds one item while there is something to read; completed with the buffer.</summary>
    private readonly Channel<bool> _ready = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private long _dropped;

    public long Dropped => Volatile.Read(ref _dropped);

    public void Add(ComfyEvent item)
    {
        lock (_events)
        {
            if (_events.Count >= capacity)
                DropOldest();
            _events.Enqueue(item);
        }
        _ready.Writer.TryWrite(true);
    }

    public void Complete() => _ready.Writer.TryComplete();

    public async IAsyncEnumerable<ComfyEvent> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (bool more = true; ;)
        {
            // Before waiting as well: a reader before this one may have stopped half-way.
            while (TryTake() is { } item)
                yield return item;
            if (!more)
                yield break;
            more = await _ready.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false);
            _ready.Reader.TryRead(out _);
        }
    }

    private ComfyEvent? TryTake()
    {
        lock (_events)
            return _events.TryDequeue(out ComfyEvent? item) ? item : null;
    }

    private void DropOldest()
    {
        bool dropped = false;
        for (int count = _events.Count; count > 0; count--)
        {
            ComfyEvent item = _events.Dequeue();
            if (!dropped && MayBeLost(item))
                dropped = true;
            else
                _events.Enqueue(item);
        }
        if (dropped)
            Interlocked.Increment(ref _dropped);
    }

    private static bool MayBeLost(ComfyEvent item) => item is not (
        ExecutionStartEvent or ExecutionCachedEvent or ExecutedEvent or ExecutionSuccessEvent
        or ExecutionErrorEvent or ExecutionInterruptedEvent or ExecutionEndedEvent
        or RunResubmittedEvent or RunRetriedEvent or RunMovedEvent or GraphProgress { Fraction: 1 });
}
