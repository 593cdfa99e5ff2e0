namespace ComfyTyped.Testing;

/// <summary>A failure of a node that reaches the client as <c>execution_error</c> with the given Python exception type.</summary>
/// <remarks>Any exception ends a prompt. This one chooses its name, so that a test can raise <c>torch.OutOfMemoryError</c>.</remarks>
public sealed class NodeExecutionException : Exception
{
    /// <summary>Creates the failure.</summary>
    /// <param name="exceptionType">The event's <c>exception_type</c>: module and name of a Python exception, such as <c>RuntimeError</c>.</param>
    /// <param name="message">The event's <c>exception_message</c>, to which the server adds a line end, as ComfyUI does since 0.3.42.</param>
    public NodeExecutionException(string exceptionType, string message)
        : base(message) => ExceptionType = exceptionType;

    /// <summary>The event's <c>exception_type</c>.</summary>
    public string ExceptionType { get; }
}
