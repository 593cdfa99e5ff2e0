using ComfyTyped.Graph;

namespace ComfyTyped.AspNetCore.Runs;

/// <summary>A file of a run that callers can download.</summary>
/// <param name="Id">What the link to it says: nothing that can be guessed.</param>
/// <param name="Node">The node that made it.</param>
/// <param name="File">The file.</param>
internal sealed record LinkedFile(string Id, string Node, OutputFile File)
{
    private const int Overhead = 512;

    /// <summary>Its name, without anything that could mean a folder.</summary>
    public string Name { get; } = SafeFileName.From(File.FileName);

    public string MediaType => MediaTypes.Of(Name);

    /// <summary>Whether it is what the workflow was run for, and not a preview of it.</summary>
    public bool IsSaved => File.Type == ComfyFolder.Output || File.IsInMemory;

    public long HeldBytes => Overhead + File.HeldBytes;
}
