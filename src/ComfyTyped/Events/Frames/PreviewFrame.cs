namespace ComfyTyped;

/// <summary>A picture from inside a node: a live preview, or an image of SaveImageWebsocket (binary frames of type 1 and 4).</summary>
public sealed record PreviewFrame : NodeEvent
{
    internal PreviewFrame(NodeReference node, ReadOnlyMemory<byte> image, string mediaType)
        : base(node)
    {
        Image = image;
        MediaType = mediaType;
    }

    /// <summary>Gets the encoded picture.</summary>
    public ReadOnlyMemory<byte> Image { get; }

    /// <summary>Gets how it is encoded: <c>image/jpeg</c> or <c>image/png</c>.</summary>
    public string MediaType { get; }
}
