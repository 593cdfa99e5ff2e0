namespace ComfyTyped;

/// <summary>The videos of a node such as SaveVideo or SaveWEBM.</summary>
public sealed class VideoOutput : NodeOutput, INodeOutput<VideoOutput>
{
    private VideoOutput(NodeOutputData data)
        : base(data)
    {
    }

    /// <summary>Gets the videos, under whichever key the node reported them.</summary>
    public IReadOnlyList<OutputFile> Videos => field ??= FilesOf(MediaKind.Video);

    /// <inheritdoc/>
    public static VideoOutput Create(NodeOutputData data) => new(data);
}
