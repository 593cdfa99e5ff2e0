namespace ComfyTyped;

/// <summary>Lines of the server's log (<c>logs</c>), for clients that asked for them.</summary>
/// <param name="Entries">The lines.</param>
public sealed record LogsEvent(IReadOnlyList<LogEntry> Entries) : ComfyEvent;

/// <summary>A line of the server's log.</summary>
/// <param name="Time">When it was written, in the server's own format.</param>
/// <param name="Message">The text.</param>
public sealed record LogEntry(string? Time, string Message);
