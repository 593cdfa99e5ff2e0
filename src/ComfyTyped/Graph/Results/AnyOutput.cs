namespace ComfyTyped;

/// <summary>The output of a node that is not known to make one kind of thing: whatever it reported, by kind.</summary>
public sealed class AnyOutput : NodeOutput, INodeOutput<AnyOutput>
{
    private AnyOutput(NodeOutputData data)
        : base(data)
    {
    }

    /// <summary>Gets the pictures.</summary>
    public IReadOnlyList<OutputFile> Images => field ??= FilesOf(MediaKind.Image);

    /// <summary>Gets the videos.</summary>
    public IReadOnlyList<OutputFile> Videos => field ??= FilesOf(MediaKind.Video);

    /// <summary>Gets the sound files.</summary>
    public IReadOnlyList<OutputFile> Audio => field ??= FilesOf(MediaKind.Audio);

    /// <inheritdoc/>
    public static AnyOutput Create(NodeOutputData data) => new(data);
}
