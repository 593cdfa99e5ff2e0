using ComfyTyped.Runs;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.Batches;

/// <summary>Counts a batch, and reports to whoever listens.</summary>
internal sealed class BatchTracker(BatchOptions options, ILogger logger)
{
    private readonly object _gate = new();
    private readonly ListenerPump<BatchProgress>? _listener = options.Progress is { } progress ? new(progress, logger) : null;
    private readonly Dictionary<int, double> _running = [];
    private readonly long _begun = options.TimeProvider.GetTimestamp();
    private int _succeeded;
    private int _failed;
    private int _skipped;
    private double _fraction;

    public bool IsHeard => _listener is not null;

    public void Skip() => Change(() => _skipped++);

    public void Begin(int index) => Change(() => _running[index] = 0);

    public void Advance(int index, double fraction) => Change(() => _running[index] = Math.Max(_running.GetValueOrDefault(index), fraction));

    public void End(int index, bool isSuccess) => Change(() =>
    {
        _running.Remove(index);
        _ = isSuccess ? _succeeded++ : _failed++;
    });

    /// <summary>Waits until the listener has the last report, unless it does not come back.</summary>
    public Task CompleteAsync(CancellationToken cancellationToken) =>
        _listener?.CompleteAsync(ComfyClientDefaults.ListenerTimeout, options.TimeProvider, cancellationToken) ?? Task.CompletedTask;

    /// <summary>Reports nothing more.</summary>
    public void Stop() => _listener?.Stop();

    private void Change(Action change)
    {
        if (_listener is null)
            return;
        lock (_gate)
        {
            change();
            _listener.Report(Read());
        }
    }

    private BatchProgress Read()
    {
        TimeSpan elapsed = options.TimeProvider.GetElapsedTime(_begun);
        double worked = _succeeded + _failed + _running.Values.Sum();
        if (options.Total is not { } all)
            return new BatchProgress(null, _succeeded, _failed, _skipped, _running.Count, null, elapsed, null);
        double left = Math.Max(0, all - _skipped - worked);
        _fraction = Math.Max(_fraction, Math.Min(1, all == 0 ? 1 : (_skipped + worked) / all));
        return new BatchProgress(all, _succeeded, _failed, _skipped, _running.Count, _fraction, elapsed, worked > 0 ? elapsed * (left / worked) : null);
    }
}
