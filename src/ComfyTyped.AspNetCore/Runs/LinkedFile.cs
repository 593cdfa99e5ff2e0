using ComfyTyped.AspNetCore.Answers;
using ComfyTyped.Results;

namespace ComfyTyped.AspNetCore.Runs;

/// <summary>A file of a run that callers can download.</summary>
/// <param name="Id">What the link to it says: nothing that can be guessed.</param>
/// <param name="Node">The node that made it.</param>
/// <param name="File">The file.</param>
internal sealed record LinkedFile(string Id, string Node, OutputFile File)
{
    /// <summary>Its name, without anything that could mean a folder.</summary>
    public string Name { get; } = SafeFileName.From(File.FileName);

    public string MediaType => MediaTypes.Of(Name);
}
