namespace ComfyTyped;

/// <summary>
/// The server accepted some outputs of the prompt and dropped the others (a 200 with <c>node_errors</c>). What it accepted was cancelled, since
/// the result could not be complete; set <see cref="ComfyClientOptions.AcceptPartialPrompts"/> to run it and find the rest in <see cref="ComfyResult.OutputsDropped"/>.
/// </summary>
public sealed class PromptPartlyRejectedException : ComfyRunException
{
    internal PromptPartlyRejectedException(string message, string promptId, IReadOnlyList<NodeError> nodeErrors)
        : base(message, promptId) => NodeErrors = nodeErrors;

    /// <summary>Gets every error that the server attributes to a node.</summary>
    public IReadOnlyList<NodeError> NodeErrors { get; }
}
