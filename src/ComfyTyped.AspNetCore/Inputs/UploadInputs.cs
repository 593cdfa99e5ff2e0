using System.Text.Json.Nodes;

namespace ComfyTyped.AspNetCore.Inputs;

/// <summary>The inputs that name a file which callers bring.</summary>
internal static class UploadInputs
{
    /// <summary>Whether it is an input of ComfyUI itself that looks for its file on the disk, and not in a list.</summary>
    public static bool IsOfCore(ComfyNode node, string input) => (node.ClassType, input) is
        ("LoadImage" or "LoadImageMask", "image") or ("LoadAudio", "audio") or ("LoadVideo", "file");

    public static JsonObject Describe(UploadInput upload, bool allowsServerFiles)
    {
        var schema = new JsonObject
        {
            ["description"] = $"{upload.Path}: the file as a data URL (data:image/png;base64,...), or as a part of a form with the name {upload.Path}"
                + (allowsServerFiles ? "; or the name of a file on the server." : "."),
            ["type"] = "string",
            ["format"] = "data-url",
        };
        if (!allowsServerFiles)
            schema["pattern"] = "^data:";
        return schema;
    }
}
