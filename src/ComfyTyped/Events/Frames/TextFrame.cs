namespace ComfyTyped;

/// <summary>A text from inside a node, such as the progress of a partner node (binary frames of type 3, servers since 0.3.34).</summary>
public sealed record TextFrame : NodeEvent
{
    internal TextFrame(NodeReference node, string text)
        : base(node) => Text = text;

    /// <summary>Gets the text.</summary>
    public string Text { get; }
}
