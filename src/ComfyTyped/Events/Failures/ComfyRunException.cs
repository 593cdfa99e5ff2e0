namespace ComfyTyped;

/// <summary>A run that the server had accepted did not succeed.</summary>
public abstract class ComfyRunException : ComfyException
{
    private protected ComfyRunException(string message, string promptId, Exception? innerException = null)
        : base(message, innerException) => PromptId = promptId;

    /// <summary>Gets the id of the run; empty if it timed out while it waited in a <see cref="ComfyPool"/>, before it was sent to a server.</summary>
    public string PromptId { get; }
}
