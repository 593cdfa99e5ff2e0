namespace ComfyTyped.AspNetCore.Inputs;

/// <summary>An input that an upload sets.</summary>
/// <param name="NodeId">The id of the node.</param>
/// <param name="Node">The name that settings call the node by.</param>
/// <param name="Input">The wire name of the input.</param>
/// <param name="IsOfCore">Whether it is one of ComfyUI itself, which finds files in any folder of the server.</param>
internal sealed record UploadInput(string NodeId, string Node, string Input, bool IsOfCore)
{
    /// <summary>The name of its part in a form, and its place in an error.</summary>
    public string Path => $"{Node}.{Input}";
}
