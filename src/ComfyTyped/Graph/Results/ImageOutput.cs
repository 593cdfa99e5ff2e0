namespace ComfyTyped;

/// <summary>The pictures of a node such as SaveImage or PreviewImage.</summary>
public sealed class ImageOutput : NodeOutput, INodeOutput<ImageOutput>
{
    private ImageOutput(NodeOutputData data)
        : base(data)
    {
    }

    /// <summary>Gets the pictures, one per image of the batch.</summary>
    public IReadOnlyList<OutputFile> Images => field ??= FilesOf(MediaKind.Image);

    /// <inheritdoc/>
    public static ImageOutput Create(NodeOutputData data) => new(data);
}
