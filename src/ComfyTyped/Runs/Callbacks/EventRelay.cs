using ComfyTyped.Diagnostics;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.Runs;

/// <summary>
/// Raises an event of a client or pool beside its work: see <see cref="ListenerPump{T}"/>. A handler that throws is logged each time, and the others are called all the same.
/// </summary>
internal static class EventRelay
{
    /// <param name="sender">Whose event it is.</param>
    /// <param name="handlers">Gives those that are subscribed at the moment.</param>
    /// <param name="logger">The log.</param>
    public static ListenerPump<T> Create<T>(object sender, Func<EventHandler<T>?> handlers, ILogger logger)
    {
        // It outlives whoever makes the sender, and must not count as part of its activity.
        using (ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow())
            return new ListenerPump<T>(item => Raise(sender, handlers(), item, logger), logger);
    }

    private static void Raise<T>(object sender, EventHandler<T>? handlers, T item, ILogger logger)
    {
        foreach (EventHandler<T> handler in handlers?.GetInvocationList() ?? [])
        {
            try
            {
                handler(sender, item);
            }
            catch (Exception exception)
            {
                Log.HandlerFailed(logger, exception);
            }
        }
    }
}
