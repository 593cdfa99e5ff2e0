namespace ComfyTyped.Testing;

/// <summary>A failure of a node that reaches the client as <c>execution_error</c> with the given Python exception type.</summary>
/// <remarks>
/// Any exception ends a prompt. This one chooses its name, so that a test can raise <c>torch.OutOfMemoryError</c>. With <c>SystemExit</c> or
/// <c>KeyboardInterrupt</c>, which are no <c>Exception</c> in Python, it ends the server's worker as it does in ComfyUI: no event is sent, the prompt stays in
/// <c>queue_running</c>, and nothing runs until <see cref="ComfyServer.RestartAsync"/> without memory, while HTTP and sockets go on.
/// </remarks>
public sealed class NodeExecutionException : Exception
{
    /// <summary>Creates the failure.</summary>
    /// <param name="exceptionType">The event's <c>exception_type</c>: module and name of a Python exception, such as <c>RuntimeError</c>.</param>
    /// <param name="message">The event's <c>exception_message</c>, to which the server adds a line end, as ComfyUI does since 0.3.42.</param>
    public NodeExecutionException(string exceptionType, string message)
        : base(message) => ExceptionType = exceptionType;

    /// <summary>The event's <c>exception_type</c>.</summary>
    public string ExceptionType { get; }

    /// <summary>Gets whether ComfyUI's <c>except Exception</c> around a node lets it through.</summary>
    internal bool EndsWorker => ExceptionType is "SystemExit" or "KeyboardInterrupt";
}
