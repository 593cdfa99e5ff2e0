namespace ComfyTyped;

/// <summary>One output of a job, for a list of jobs: a file, or on servers since 0.26 a text.</summary>
/// <param name="NodeId">The id of the node that made it.</param>
/// <param name="MediaType">What it is, such as <c>images</c>, <c>video</c>, <c>audio</c>, <c>3d</c> or <c>text</c>.</param>
/// <param name="File">The file, or null.</param>
/// <param name="Text">The text, or null.</param>
/// <param name="IsTruncated">Whether the text is only the beginning.</param>
public sealed record JobPreview(string NodeId, string MediaType, OutputFile? File, string? Text, bool IsTruncated);
