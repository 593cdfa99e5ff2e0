namespace ComfyTyped.Graph;

/// <summary>What a node sent over the socket in place of files.</summary>
/// <param name="Files">The pictures, in order; they are in memory.</param>
/// <param name="IsIncomplete">Whether some were missed.</param>
internal sealed record SentImages(IReadOnlyList<OutputFile> Files, bool IsIncomplete);
