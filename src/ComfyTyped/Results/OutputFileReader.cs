using System.Text.Json;
using ComfyTyped.Connection;
using ComfyTyped.Protocol;

namespace ComfyTyped.Results;

/// <summary>Finds the files in a report: every object with a file name, under any key.</summary>
internal static class OutputFileReader
{
    public static IReadOnlyList<OutputFile> ReadAll(NodeOutputData data)
    {
        if (data.Json.ValueKind != JsonValueKind.Object)
            return [];
        var files = new List<OutputFile>();
        foreach (JsonProperty key in data.Json.EnumerateObject())
        {
            foreach (JsonElement item in key.Value.Items())
            {
                if (Read(key.NameText(), item, data.Downloads) is { } file)
                    files.Add(file);
            }
        }
        return files;
    }

    /// <returns>Null when it is no file.</returns>
    public static OutputFile? Read(string key, JsonElement item, FileDownloads downloads)
    {
        if (item.Member("filename").AsText() is not { } name || ComfyFolders.FromWire(item.Member("type").AsText()) is not { } folder)
            return null;
        string subfolder = item.Member("subfolder").AsText() ?? "";
        return new OutputFile(name, subfolder, folder, MediaKinds.Of(key, name), downloads);
    }
}
