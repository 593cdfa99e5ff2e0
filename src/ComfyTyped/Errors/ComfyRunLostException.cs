namespace ComfyTyped;

/// <summary>
/// The server no longer knows the run: it is neither in the queue nor in the history, because the server was restarted, or because someone
/// deleted it. Also thrown when the server stayed out of reach for <see cref="ComfyClientOptions.UnreachableTimeout"/>.
/// </summary>
public sealed class ComfyRunLostException : ComfyRunException
{
    internal ComfyRunLostException(string message, string promptId, Exception? innerException = null)
        : base(message, promptId, innerException)
    {
    }
}
