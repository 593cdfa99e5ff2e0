namespace ComfyTyped.Core.Json;

/// <summary>What is wrong with a text, and where.</summary>
/// <param name="Message">A sentence for the author of the file.</param>
/// <param name="Span">The place.</param>
internal sealed record JsonError(string Message, SourceSpan Span);
