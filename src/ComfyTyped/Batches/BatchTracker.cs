namespace ComfyTyped.Batches;

/// <summary>Counts a batch, and tells whoever listens.</summary>
internal sealed class BatchTracker(Action<BatchProgress>? listener, int? total, TimeProvider time)
{
    private readonly object _gate = new();
    private readonly Dictionary<int, double> _running = [];
    private readonly long _begun = time.GetTimestamp();
    private int _succeeded;
    private int _failed;
    private int _skipped;
    private double _fraction;

    public void Skip() => Change(() => _skipped++);

    public void Begin(int index) => Change(() => _running[index] = 0);

    public void Advance(int index, double fraction) => Change(() => _running[index] = Math.Max(_running.GetValueOrDefault(index), fraction));

    public void End(int index, bool isSuccess) => Change(() =>
    {
        _running.Remove(index);
        _ = isSuccess ? _succeeded++ : _failed++;
    });

    private void Change(Action change)
    {
        if (listener is null)
            return;
        lock (_gate)
        {
            change();
            listener(Read());
        }
    }

    private BatchProgress Read()
    {
        TimeSpan elapsed = time.GetElapsedTime(_begun);
        double worked = _succeeded + _failed + _running.Values.Sum();
        if (total is not { } all)
            return new BatchProgress(null, _succeeded, _failed, _skipped, _running.Count, null, elapsed, null);
        double left = Math.Max(0, all - _skipped - worked);
        _fraction = Math.Max(_fraction, Math.Min(1, all == 0 ? 1 : (_skipped + worked) / all));
        return new BatchProgress(all, _succeeded, _failed, _skipped, _running.Count, _fraction, elapsed, worked > 0 ? elapsed * (left / worked) : null);
    }
}
