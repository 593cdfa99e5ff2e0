namespace ComfyTyped.AspNetCore.Requests;

/// <summary>An input that an upload sets.</summary>
/// <param name="Node">The name that settings call the node by.</param>
/// <param name="Input">The wire name of the input.</param>
internal sealed record UploadInput(string Node, string Input)
{
    /// <summary>The name of its part in a form, and its place in an error.</summary>
    public string Path => $"{Node}.{Input}";
}
