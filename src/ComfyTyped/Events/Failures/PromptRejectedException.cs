namespace ComfyTyped;

/// <summary>The server did not accept the prompt (400). Nothing runs.</summary>
public sealed class PromptRejectedException : ComfyException
{
    internal PromptRejectedException(string message, string type, string details, IReadOnlyList<NodeError> nodeErrors)
        : base(message)
    {
        Type = type;
        Details = details;
        NodeErrors = nodeErrors;
    }

    /// <summary>Gets the kind of error, in ComfyUI's words: <c>prompt_outputs_failed_validation</c>, <c>prompt_no_outputs</c>, ...; empty on old servers that give only a text.</summary>
    public string Type { get; }

    /// <summary>Gets what the server adds to it; often empty.</summary>
    public string Details { get; }

    /// <summary>Gets every error that the server attributes to a node. Empty for errors of the whole prompt, and for a cycle on older servers.</summary>
    public IReadOnlyList<NodeError> NodeErrors { get; }
}
