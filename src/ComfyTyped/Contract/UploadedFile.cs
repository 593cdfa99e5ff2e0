using ComfyTyped.Contract;

namespace ComfyTyped;

/// <summary>A file as the server has stored it, perhaps under another name than it was sent under.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Subfolder">The folder below <paramref name="Type"/>'s; empty for that folder itself.</param>
/// <param name="Type">The folder of the server.</param>
public sealed record UploadedFile(string Name, string Subfolder, ComfyFolder Type)
{
    /// <summary>Gives what a load node takes: <c>"sub/name.png"</c>, with a suffix such as <c>" [temp]"</c> outside the input folder.</summary>
    /// <returns>The annotated name.</returns>
    public string ToInputName() => ComfyFolders.Annotate(Subfolder, Name, Type);
}
