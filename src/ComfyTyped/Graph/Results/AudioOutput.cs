namespace ComfyTyped;

/// <summary>The sound files of a node such as SaveAudio or PreviewAudio.</summary>
public sealed class AudioOutput : NodeOutput, INodeOutput<AudioOutput>
{
    private AudioOutput(NodeOutputData data)
        : base(data)
    {
    }

    /// <summary>Gets the sound files.</summary>
    public IReadOnlyList<OutputFile> Audio => field ??= FilesOf(MediaKind.Audio);

    /// <inheritdoc/>
    public static AudioOutput Create(NodeOutputData data) => new(data);
}
