namespace ComfyTyped;

/// <summary>The text of a node such as PreviewAny.</summary>
public sealed class TextOutput : NodeOutput, INodeOutput<TextOutput>
{
    private TextOutput(NodeOutputData data)
        : base(data)
    {
    }

    /// <summary>Gets the first text, or an empty one when there is none.</summary>
    public string Text => Texts.Count > 0 ? Texts[0] : "";

    /// <inheritdoc/>
    public static TextOutput Create(NodeOutputData data) => new(data);
}
