using Microsoft.Extensions.Logging;

namespace ComfyTyped.Primitives;

/// <summary>A log whose providers may fail: a full disk does not end a run.</summary>
internal sealed class SafeLogger(ILogger inner) : ILogger
{
    public static SafeLogger For<TCategory>(ILoggerFactory factory) => new(factory.CreateLogger<TCategory>());

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel)
    {
        try
        {
            return inner.IsEnabled(logLevel);
        }
        catch (Exception)
        {
            return false;
        }
    }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        try
        {
            inner.Log(logLevel, eventId, state, exception, formatter);
        }
        catch (Exception)
        {
            // There is nowhere to report it.
        }
    }
}
