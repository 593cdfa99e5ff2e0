using System.Threading.Channels;
using ComfyTyped.Diagnostics;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.Runs;

/// <summary>
/// Brings reports to a listener of the application: one after another, in order, on the thread pool. Reporting never waits and never throws, so a listener that
/// throws or hangs affects nothing but its own reports. Its first exception is logged; it still gets the reports that follow.
/// </summary>
internal sealed class ListenerPump<T>
{
    /// <summary>How many reports wait for a slow listener. Beyond it the oldest is dropped.</summary>
    private const int Capacity = 256;

    /// <summary>The pump whose listener is being called.</summary>
    private static readonly AsyncLocal<ListenerPump<T>?> Caller = new();

    private readonly Channel<T> _reports = Channel.CreateBounded<T>(
        new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly Action<T> _listener;
    private readonly ILogger _logger;
    private readonly Task _pump;
    private volatile bool _isStopped;

    public ListenerPump(Action<T> listener, ILogger logger)
    {
        (_listener, _logger) = (listener, logger);
        _pump = Task.Run(PumpAsync);
    }

    public void Report(T report) => _reports.Writer.TryWrite(report);

    /// <summary>Waits until the listener has everything and has returned, unless it is the listener itself that waits. One that hangs is left behind.</summary>
    /// <param name="patience">How long it may take.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the wait; nothing is thrown.</param>
    public async Task CompleteAsync(TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        _reports.Writer.TryComplete();
        if (Caller.Value != this)
            await _pump.WaitAsync(patience, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Stop();
    }

    /// <summary>Begins no further call of the listener.</summary>
    public void Stop()
    {
        _isStopped = true;
        _reports.Writer.TryComplete();
    }

    private async Task PumpAsync()
    {
        Caller.Value = this;
        bool hasFailed = false;
        await foreach (T report in _reports.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
        {
            if (_isStopped)
                return;
            try
            {
                _listener(report);
            }
            catch (Exception exception)
            {
                if (!hasFailed)
                    Log.HandlerFailed(_logger, exception);
                hasFailed = true;
            }
        }
    }
}
