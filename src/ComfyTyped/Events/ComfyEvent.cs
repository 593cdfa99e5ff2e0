namespace ComfyTyped;

/// <summary>
/// Something that a server told about a run, or that was derived from it. The hierarchy is closed: every event that ComfyUI sends has a
/// record of its own, and one that this version does not know arrives as <see cref="UnknownEvent"/> or <see cref="UnknownFrame"/>.
/// </summary>
public abstract record ComfyEvent
{
    private protected ComfyEvent()
    {
    }

    /// <summary>Gets the id of the run it belongs to, or null when the server addressed it to no run (queue counts, feature flags).</summary>
    public string? PromptId { get; internal init; }
}
