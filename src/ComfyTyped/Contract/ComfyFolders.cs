namespace ComfyTyped.Contract;

/// <summary>The folders' names on the wire.</summary>
internal static class ComfyFolders
{
    public static string ToWire(this ComfyFolder folder) => folder switch
    {
        ComfyFolder.Input => "input",
        ComfyFolder.Temp => "temp",
        _ => "output",
    };

    /// <returns>Null for a folder that <c>/view</c> would not serve.</returns>
    public static ComfyFolder? FromWire(string? type) => type switch
    {
        null or "" or "output" => ComfyFolder.Output,
        "temp" => ComfyFolder.Temp,
        "input" => ComfyFolder.Input,
        _ => null,
    };

    /// <summary>The name that a node's file input takes: the suffix tells the folder, where it is not the one that load nodes look in anyway.</summary>
    public static string Annotate(string subfolder, string fileName, ComfyFolder folder)
    {
        string name = subfolder.Length == 0 ? fileName : $"{subfolder}/{fileName}";
        return folder == ComfyFolder.Input ? name : $"{name} [{folder.ToWire()}]";
    }
}
