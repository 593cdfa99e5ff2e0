namespace ComfyTyped;

/// <summary>
/// How the run ended, if it has, cannot be found out any more: the server was restarted, someone deleted the run, or the server stayed out of
/// reach. <see cref="Reason"/> tells which.
/// </summary>
public sealed class ComfyRunLostException : ComfyRunException
{
    internal ComfyRunLostException(RunLostReason reason, string message, string promptId, Exception? innerException = null)
        : base(message, promptId, innerException) => Reason = reason;

    /// <summary>Gets how it was lost.</summary>
    public RunLostReason Reason { get; }
}
