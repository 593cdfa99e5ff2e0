using System.Text.Json.Nodes;

namespace ComfyTyped.AspNetCore.Requests;

/// <summary>The inputs that name a file which callers bring.</summary>
internal static class UploadInputs
{
    public static bool IsUpload(ComfyNode node, string input) => (node.ClassType, input) is
        ("LoadImage" or "LoadImageMask", "image") or ("LoadAudio", "audio") or ("LoadVideo", "file");

    public static JsonObject Describe(ComfyNode node, string input, bool allowsServerFiles)
    {
        var schema = new JsonObject
        {
            ["description"] = $"{node.ClassType}.{input}: the file as a data URL (data:image/png;base64,...), or as a part of a form with the name {node}.{input}"
                + (allowsServerFiles ? "; or the name of a file on the server." : "."),
            ["type"] = "string",
            ["format"] = "data-url",
        };
        if (!allowsServerFiles)
            schema["pattern"] = "^data:";
        return schema;
    }
}
