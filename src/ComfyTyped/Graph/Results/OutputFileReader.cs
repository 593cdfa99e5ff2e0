using System.Text.Json;
using ComfyTyped.Contract;
using ComfyTyped.Primitives;

namespace ComfyTyped.Graph;

/// <summary>Finds the files in a report: every object with a file name, under any key, and the names that 3D viewers report as texts.</summary>
internal static class OutputFileReader
{
    /// <summary>
    /// The key of Preview3D and its like: the name of a model, data of the camera, and the name of a background, <c>["3d/mesh.glb", null, "temp/a.png"]</c>.
    /// </summary>
    private const string Viewed = "result";

    private const string TempPrefix = "temp";

    public static IReadOnlyList<OutputFile> ReadAll(NodeOutputData data)
    {
        if (data.Json.ValueKind != JsonValueKind.Object)
            return [];
        var files = new List<OutputFile>();
        foreach (JsonProperty key in data.Json.EnumerateObject())
        {
            string name = key.NameText();
            foreach (JsonElement item in key.Value.Items())
            {
                bool isName = name == Viewed && item.ValueKind == JsonValueKind.String;
                if ((isName ? ReadName(item.AsText(), data.Files) : Read(name, item, data.Files)) is { } file)
                    files.Add(file);
            }
        }
        return files;
    }

    /// <returns>Null when it is no file.</returns>
    public static OutputFile? Read(string key, JsonElement item, IFileReader files)
    {
        if (item.Member("filename").AsText() is not { } name || ComfyFolders.FromWire(item.Member("type").AsText()) is not { } folder)
            return null;
        string subfolder = item.Member("subfolder").AsText() ?? "";
        MediaKind kind = MediaKinds.Of(key, name);

        // Jobs have an object in place of a viewer's text, with the whole path for a name; the server looks for the last part of a name only.
        return ServerPath.TryParse(name, folder, out ServerPath? path) && path.Folder == folder && path.Subfolder.Length > 0
            ? new OutputFile(path with { Subfolder = subfolder.Length == 0 ? path.Subfolder : $"{subfolder}/{path.Subfolder}" }, kind, files) { IsNamedByText = key == Viewed }
            : new OutputFile(name, subfolder, folder, kind, files) { IsNamedByText = key == Viewed };
    }

    /// <returns>Null when the text is no name of a picture, video, sound or model.</returns>
    private static OutputFile? ReadName(string? text, IFileReader files)
    {
        if (text is null || !ServerPath.TryParse(text, ComfyFolder.Output, out ServerPath? path) || MediaKinds.OfMedia(path.FileName) is not { } kind)
            return null;

        // The editor looks for backgrounds there, and for no model.
        if (kind == MediaKind.Image && path is { Folder: ComfyFolder.Output, Subfolder: TempPrefix })
            path = path with { Folder = ComfyFolder.Temp, Subfolder = "" };
        return new OutputFile(path, kind, files) { IsNamedByText = true };
    }
}
