using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.Tests;

/// <summary>Keeps what is logged, by the names of the events.</summary>
internal sealed class LogNotes : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<(string? Name, string Line, Exception? Exception)> _entries = new();

    public IEnumerable<string> Lines(string name) => _entries.Where(entry => entry.Name == name).Select(entry => entry.Line);

    public IEnumerable<Exception?> Exceptions(string name) => _entries.Where(entry => entry.Name == name).Select(entry => entry.Exception);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _entries.Enqueue((eventId.Name, formatter(state, exception), exception));

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }
}
