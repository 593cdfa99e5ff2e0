using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.Client;

/// <summary>Raises the changes of the connection to the application, in order, on a task of its own: a handler that blocks holds up no socket.</summary>
internal sealed class ConnectionRelay
{
    /// <summary>Beyond this many that wait for a handler, the oldest are dropped.</summary>
    private const int Capacity = 1024;

    private static readonly AsyncLocal<bool> IsInHandler = new();

    private readonly Channel<ConnectionChangedEvent> _changes = Channel.CreateBounded<ConnectionChangedEvent>(
        new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly Task _raising;

    public ConnectionRelay(Action<ConnectionChangedEvent> raise, ILogger logger)
    {
        using (ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow())
            _raising = Task.Run(() => RaiseAsync(raise, logger), CancellationToken.None);
    }

    public void Post(ConnectionChangedEvent change) => _changes.Writer.TryWrite(change);

    /// <summary>Takes no more changes, and waits until the handlers have returned, unless it is one of them that waits.</summary>
    public async Task CompleteAsync()
    {
        _changes.Writer.TryComplete();
        if (!IsInHandler.Value)
            await _raising.WaitAsync(ComfyClientDefaults.CancelTimeout).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task RaiseAsync(Action<ConnectionChangedEvent> raise, ILogger logger)
    {
        await foreach (ConnectionChangedEvent change in _changes.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                IsInHandler.Value = true;
                raise(change);
            }
            catch (Exception exception)
            {
                Log.HandlerFailed(logger, exception);
            }
        }
    }
}
